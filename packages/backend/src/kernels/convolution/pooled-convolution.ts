import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedConv2DMaxPoolAttributes } from '../training-kernels.js';
import type { SimdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, release, valuesOf, type WasmBackend } from '../wasm/wasm-kernel.js';
import { type ConvolutionGeometry, windowsOf } from './convolution-geometry.js';
import { isNoPool, type PoolGeometry } from './pool-geometry.js';
import { winogradProducts, winogradSize, winogradTile } from './winograd.js';

/** Channels that the SIMD kernel takes at once. */
const block = 16;

/**
 * Convolution, bias, max-pool, relu and dropout in one, image by image.
 *
 * @param x (batch, inHeight, inWidth, inChannels).
 * @param filter (filterHeight, filterWidth, inChannels, outChannels).
 * @returns y, (batch, pooledHeight, pooledWidth, outChannels), and where each of its values comes from: 16-bit places in
 *   the pool's window, laid out as y, in a tensor that is empty without a pool.
 */
export function pooledConvolution(
  backend: WasmBackend,
  simd: SimdKernels,
  { x, filter, bias }: { x: TensorInfo; filter: TensorInfo; bias?: TensorInfo },
  geometry: ConvolutionGeometry,
  pool: PoolGeometry,
  relu: boolean,
  dropout?: FusedConv2DMaxPoolAttributes['dropout'],
): { y: TensorInfo; winners: TensorInfo } {
  const { batchSize, inHeight, inWidth, inChannels, outWidth, outChannels, filterHeight, padInfo } = geometry;
  const { pooledHeight, pooledWidth, poolHeight, poolWidth } = pool;
  const { poolStrideHeight, poolStrideWidth, poolTop, poolLeft } = pool;
  const { padded, paddedHeight, paddedWidth, rowLength, runLength, steps } = windowsOf(geometry);
  const winograd = winogradSize(geometry, pool);
  const products = winograd && winogradProducts(winograd);
  const tile = winograd && winogradTile(winograd, inChannels);
  const channels = Math.ceil(outChannels / block) * block;
  const yLength = pooledHeight * pooledWidth * outChannels;
  // Columns that no window of the pool reaches are not worked out; nor are rows, which are taken window by window.
  const width = Math.min(outWidth, (pooledWidth - 1) * poolStrideWidth - poolLeft + poolWidth);
  const [outHeight, , ...otherSteps] = steps;
  const isPooled = poolHeight * poolWidth > 1;

  const image = allocate(backend, padded ? [paddedHeight, paddedWidth, inChannels] : [0]);
  const packed = allocate(backend, [
    winograd ? products * inChannels * outChannels : channels * filterHeight * runLength,
  ]);
  const scratch = allocate(backend, [winograd ? tile * products * (inChannels + 8) + 144 : 0]);
  const biases = allocate(backend, [2 * channels]);
  const rows = allocate(backend, [channels * poolHeight * width + 12]);
  const y = allocate(backend, [batchSize, pooledHeight, pooledWidth, outChannels]);
  const winners = allocate(backend, [isPooled ? Math.ceil((batchSize * yLength) / 2) : 0]);
  valuesOf(backend, biases).fill(0);
  if (bias) valuesOf(backend, biases).set(valuesOf(backend, bias));
  const [filterAt, packedAt, scratchAt] = [filter, packed, scratch].map((info) => addressOf(backend, info));
  if (winograd === 3) simd.packWinograd(filterAt, packedAt, inChannels, outChannels);
  else if (winograd === 5) simd.packWinogradFive(filterAt, packedAt, inChannels, outChannels, scratchAt);
  else simd.packFilter(filterAt, packedAt, filterHeight * runLength, outChannels);

  const { threshold = 0, key1 = 0, key2 = 0 } = dropout ?? {};
  const kept = dropout ? bitsOf(dropout.scale) : 0;
  const keptBeforePool = dropout?.beforePool ? kept : 0;
  for (let n = 0; n < batchSize; n++) {
    let xAt = addressOf(backend, x) + n * inHeight * inWidth * inChannels * 4;
    if (padded) {
      const imageAt = addressOf(backend, image);
      const { top, left } = padInfo;
      simd.padImage(xAt, imageAt, inHeight, inWidth, inChannels, top, left, paddedHeight, paddedWidth);
      xAt = imageAt;
    }
    if (winograd && isNoPool(pool, geometry)) {
      simd.winogradConvolution(
        ...([winograd, xAt, packedAt, addressOf(backend, biases)] as const),
        ...([addressOf(backend, y) + n * yLength * 4, scratchAt, tile, relu] as const),
        ...([outHeight, outWidth, inChannels, outChannels, rowLength] as const),
      );
      continue;
    }
    simd.pooledConvolution(
      xAt,
      packedAt,
      addressOf(backend, biases),
      addressOf(backend, y) + n * yLength * 4,
      isPooled ? addressOf(backend, winners) + n * yLength * 2 : 0,
      addressOf(backend, rows),
      relu,
      ...([outHeight, width] as const),
      ...otherSteps,
      ...([pooledHeight, pooledWidth, poolHeight, poolWidth] as const),
      ...([poolStrideHeight, poolStrideWidth, poolTop, poolLeft] as const),
      ...([keptBeforePool, threshold, key1, key2] as const),
      ...([n * outHeight * outWidth * outChannels, outWidth * outChannels] as const),
      ...([winograd ? packedAt : 0, scratchAt, tile] as const),
    );
  }
  if (dropout && !dropout.beforePool) {
    const at = addressOf(backend, y);
    simd.dropout(at, at, batchSize * yLength, kept, threshold, key1, key2);
  }
  release(backend, image, packed, scratch, biases, rows);
  return { y, winners };
}

/** The bits of a float32. */
function bitsOf(value: number): number {
  return new Int32Array(Float32Array.of(value).buffer)[0];
}
