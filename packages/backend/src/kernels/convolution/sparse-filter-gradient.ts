import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, integersOf, release, valuesOf, type WasmBackend } from '../wasm/wasm-kernel.js';
import { type ConvolutionGeometry, windowsOf } from './convolution-geometry.js';
import { type OutputGradient, poolSteps } from './pool-geometry.js';

/** About as many bytes as the lists and the padded images of one chunk of the batch may take: what a cache holds. */
const chunkBytes = 1 << 19;

/**
 * Gradient of a convolution with respect to its filter and its bias, by a walk over the values that have a part in it:
 * the winners of its pool, if it has one, whose gradient is not zero and that relu let through.
 *
 * @param x (batch, inHeight, inWidth, inChannels).
 * @returns (filterHeight, filterWidth, inChannels, outChannels) and (outChannels).
 */
export function sparseFilterGradient(
  backend: WasmBackend,
  simd: SimdKernels,
  x: TensorInfo,
  { dy, rectified, winners, pool, scale = 1 }: OutputGradient,
  geometry: ConvolutionGeometry,
): { filterGradient: TensorInfo; biasGradient: TensorInfo } {
  const { batchSize, inHeight, inWidth, inChannels, outChannels, filterHeight, padInfo } = geometry;
  const { pooledHeight, pooledWidth } = pool;
  const windows = windowsOf(geometry);
  const { padded, paddedHeight, paddedWidth, runLength, rowLength } = windows;
  const { cornerBytes, poolRowBytes, poolColumnBytes, places } = poolSteps(pool, windows);
  const imageLength = inHeight * inWidth * inChannels;
  const paddedLength = padded ? paddedHeight * paddedWidth * inChannels : imageLength;
  const yLength = pooledHeight * pooledWidth * outChannels;
  // Long lists make the sums stay in registers longest.
  const perImage = 8 * yLength + (padded ? 4 * paddedLength : 0);
  const chunk = Math.max(1, Math.min(batchSize, Math.floor(chunkBytes / perImage)));

  const images = allocate(backend, [padded ? chunk * paddedLength : 0]);
  const sums = allocate(backend, [outChannels, filterHeight * runLength]);
  const lists = allocate(backend, [2 * (chunk * yLength + 1)]);
  const counts = allocate(backend, [outChannels]);
  const placeTable = allocate(backend, [places.length]);
  const filterGradient = allocate(backend, geometry.filterShape);
  const biasGradient = allocate(backend, [outChannels]);
  valuesOf(backend, sums).fill(0);
  valuesOf(backend, biasGradient).fill(0);
  integersOf(backend, placeTable).set(places);

  for (let start = 0; start < batchSize; start += chunk) {
    const count = Math.min(chunk, batchSize - start);
    let xAt = addressOf(backend, x) + start * imageLength * 4;
    if (padded) {
      const imagesAt = addressOf(backend, images);
      const { top, left } = padInfo;
      for (let n = 0; n < count; n++) {
        const from = xAt + n * imageLength * 4;
        const to = imagesAt + n * paddedLength * 4;
        simd.padImage(from, to, inHeight, inWidth, inChannels, top, left, paddedHeight, paddedWidth);
      }
      xAt = imagesAt;
    }
    simd.filterGradient(
      xAt,
      addressOf(backend, dy) + start * yLength * 4,
      rectified ? addressOf(backend, rectified) + start * yLength * 4 : 0,
      winners ? addressOf(backend, winners) + start * yLength * 2 : 0,
      addressOf(backend, placeTable),
      addressOf(backend, sums),
      addressOf(backend, biasGradient),
      addressOf(backend, lists),
      addressOf(backend, counts),
      ...([count, paddedLength * 4, pooledHeight, pooledWidth, outChannels] as const),
      ...([poolRowBytes, poolColumnBytes, cornerBytes, filterHeight, rowLength, runLength, scale] as const),
    );
  }
  const filterLength = filterHeight * runLength;
  simd.transpose(addressOf(backend, sums), addressOf(backend, filterGradient), outChannels, filterLength, filterLength);
  release(backend, images, sums, lists, counts, placeTable);
  return { filterGradient, biasGradient };
}
