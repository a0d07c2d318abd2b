import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, integersOf, release, valuesOf, type WasmBackend } from '../wasm/wasm-kernel.js';
import { type ConvolutionGeometry, windowsOf } from './convolution-geometry.js';
import { type OutputGradient, poolSteps } from './pool-geometry.js';

/**
 * Gradient of a convolution with respect to its input, by a walk over the values that have a part in it: the winners of
 * its pool, if it has one, whose gradient is not zero and that relu let through.
 *
 * @param filter (filterHeight, filterWidth, inChannels, outChannels).
 * @returns (batch, inHeight, inWidth, inChannels).
 */
export function sparseInputGradient(
  backend: WasmBackend,
  simd: SimdKernels,
  filter: TensorInfo,
  { dy, rectified, winners, pool, scale = 1 }: OutputGradient,
  geometry: ConvolutionGeometry,
): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outChannels, filterHeight, padInfo } = geometry;
  const { pooledHeight, pooledWidth } = pool;
  const windows = windowsOf(geometry);
  const { padded, paddedHeight, paddedWidth, runLength, rowLength } = windows;
  const { cornerBytes, poolRowBytes, poolColumnBytes, places } = poolSteps(pool, windows);
  const filterLength = filterHeight * runLength;
  const imageLength = inHeight * inWidth * inChannels;
  const yLength = pooledHeight * pooledWidth * outChannels;

  const turned = allocate(backend, [outChannels, filterLength]);
  const image = allocate(backend, padded ? [paddedHeight, paddedWidth, inChannels] : [0]);
  const lists = allocate(backend, [2 * (places.length * outChannels + 1)]);
  const counts = allocate(backend, [places.length]);
  const placeTable = allocate(backend, [places.length]);
  const gradient = allocate(backend, geometry.inShape);
  if (!padded) valuesOf(backend, gradient).fill(0);
  integersOf(backend, placeTable).set(places);
  simd.transpose(addressOf(backend, filter), addressOf(backend, turned), filterLength, outChannels, outChannels);

  for (let n = 0; n < batchSize; n++) {
    const gradientAt = addressOf(backend, gradient) + n * imageLength * 4;
    const target = padded ? addressOf(backend, image) : gradientAt;
    if (padded) valuesOf(backend, image).fill(0);
    simd.inputGradient(
      addressOf(backend, dy) + n * yLength * 4,
      rectified ? addressOf(backend, rectified) + n * yLength * 4 : 0,
      winners ? addressOf(backend, winners) + n * yLength * 2 : 0,
      addressOf(backend, placeTable),
      addressOf(backend, turned),
      target,
      addressOf(backend, lists),
      addressOf(backend, counts),
      ...([places.length, pooledHeight, pooledWidth, outChannels] as const),
      ...([poolRowBytes, poolColumnBytes, cornerBytes, filterHeight, rowLength, runLength, scale] as const),
    );
    if (padded) {
      const { top, left } = padInfo;
      simd.cropImage(target, gradientAt, inHeight, inWidth, inChannels, top, left, paddedWidth);
    }
  }
  release(backend, turned, image, lists, counts, placeTable);
  return gradient;
}
