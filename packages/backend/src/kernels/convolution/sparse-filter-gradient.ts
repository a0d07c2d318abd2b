import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, release, valuesOf, type WasmBackend } from '../wasm/wasm-kernel.js';
import { type ConvolutionGeometry, windowsOf } from './convolution-geometry.js';

/** Filter rows shorter than this leave registers empty: then patches are gathered whole. */
const shortRun = 16;

/**
 * Gradient of a convolution with respect to its filter, by a walk over the values of dY that are not zero.
 *
 * @param x (batch, inHeight, inWidth, inChannels).
 * @param dy (batch, outHeight, outWidth, outChannels).
 * @returns (filterHeight, filterWidth, inChannels, outChannels).
 */
export function sparseFilterGradient(
  backend: WasmBackend,
  simd: SimdKernels,
  x: TensorInfo,
  dy: TensorInfo,
  geometry: ConvolutionGeometry,
): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = geometry;
  const { filterHeight, padInfo } = geometry;
  const { padded, paddedHeight, paddedWidth, runLength, steps } = windowsOf(geometry);
  const filterValues = filterHeight * runLength;
  const ofPatches = runLength < shortRun;
  const rowLength = ofPatches ? (filterValues + 3) & ~3 : filterValues;
  const imageBytes = inHeight * inWidth * inChannels * 4;
  const outBytes = outHeight * outWidth * outChannels * 4;

  const image = allocate(backend, padded ? [paddedHeight, paddedWidth, inChannels] : [0]);
  const sums = allocate(backend, [outChannels, rowLength]);
  const part = allocate(backend, ofPatches ? [outChannels, rowLength] : [0]);
  const lists = allocate(backend, ofPatches ? [rowLength] : [outChannels * outHeight * outWidth + 1, 2]);
  const counts = allocate(backend, [outChannels]);
  const gradient = allocate(backend, geometry.filterShape);
  valuesOf(backend, sums).fill(0);
  valuesOf(backend, part).fill(0);

  const imageAt = addressOf(backend, image);
  const sumsAt = addressOf(backend, sums);
  const partAt = addressOf(backend, part);
  const listsAt = addressOf(backend, lists);
  for (let n = 0; n < batchSize; n++) {
    let xAt = addressOf(backend, x) + n * imageBytes;
    const dyAt = addressOf(backend, dy) + n * outBytes;
    if (padded) {
      const { top, left } = padInfo;
      simd.padImage(xAt, imageAt, inHeight, inWidth, inChannels, top, left, paddedHeight, paddedWidth);
      xAt = imageAt;
    }
    if (ofPatches) {
      simd.filterGradientOfPatches(xAt, dyAt, partAt, listsAt, ...steps);
      simd.moveSums(partAt, sumsAt, outChannels * rowLength);
    } else {
      simd.filterGradient(xAt, dyAt, sumsAt, listsAt, addressOf(backend, counts), ...steps);
    }
  }
  simd.transpose(sumsAt, addressOf(backend, gradient), outChannels, filterValues, rowLength);
  release(backend, image, sums, part, lists, counts);
  return gradient;
}
