import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, release, valuesOf, type WasmBackend } from '../wasm/wasm-kernel.js';
import type { ConvolutionGeometry } from './convolution-geometry.js';

/** Values of both transformed operands of one product that stay in the fastest cache. */
const tileValues = 6144;

/**
 * Gradient of a convolution of 3 x 3 and stride 1 with respect to its filter and its bias, zeros and all, by Winograd's
 * filtering: for those that isWinogradFilter is true of.
 *
 * @param x (batch, inHeight, inWidth, inChannels).
 * @param dy (batch, outHeight, outWidth, outChannels).
 * @returns (3, 3, inChannels, outChannels) and (outChannels).
 */
export function winogradFilterGradient(
  backend: WasmBackend,
  simd: SimdKernels,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: ConvolutionGeometry,
): { filterGradient: TensorInfo; biasGradient: TensorInfo } {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = geometry;
  const [rows, columns] = [outHeight, outWidth].map((size) => Math.ceil(size / 2));
  const [xHeight, xWidth, dyHeight, dyWidth] = [2 * rows + 2, 2 * columns + 2, 2 * rows, 2 * columns];
  const isEven = dyHeight === outHeight && dyWidth === outWidth;
  const tile = Math.max(8, Math.min(rows * columns, Math.floor(tileValues / (inChannels + outChannels))));
  const paddedX = allocate(backend, [xHeight, xWidth, inChannels]);
  const paddedDy = allocate(backend, isEven ? [0] : [dyHeight, dyWidth, outChannels]);
  const scratch = allocate(backend, [tile, 16, inChannels + outChannels]);
  const sums = allocate(backend, [4, 4, inChannels, outChannels]);
  const filterGradient = allocate(backend, geometry.filterShape);
  const biasGradient = allocate(backend, [outChannels]);
  valuesOf(backend, sums).fill(0);
  const at = (info: TensorInfo) => addressOf(backend, info);
  for (let n = 0; n < batchSize; n++) {
    const xAt = at(x) + n * inHeight * inWidth * inChannels * 4;
    const { top, left } = padInfo;
    simd.padImage(xAt, at(paddedX), inHeight, inWidth, inChannels, top, left, xHeight, xWidth);
    let dyAt = at(dy) + n * outHeight * outWidth * outChannels * 4;
    if (!isEven) {
      simd.padImage(dyAt, at(paddedDy), outHeight, outWidth, outChannels, 0, 0, dyHeight, dyWidth);
      dyAt = at(paddedDy);
    }
    simd.winogradFilterSums(
      ...([at(paddedX), dyAt, at(sums), at(scratch), tile] as const),
      ...([rows, columns, inChannels, outChannels] as const),
    );
  }
  simd.winogradFilterGradient(at(sums), at(filterGradient), inChannels * outChannels);
  simd.sumRows(at(dy), at(biasGradient), batchSize * outHeight * outWidth, outChannels);
  release(backend, paddedX, paddedDy, scratch, sums);
  return { filterGradient, biasGradient };
}
