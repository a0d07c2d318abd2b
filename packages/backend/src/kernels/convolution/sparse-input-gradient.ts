import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, release, valuesOf, type WasmBackend } from '../wasm/wasm-kernel.js';
import { type ConvolutionGeometry, windowsOf } from './convolution-geometry.js';

/**
 * Gradient of a convolution with respect to its input, by a walk over the values of dY that are not zero.
 *
 * @param dy (batch, outHeight, outWidth, outChannels).
 * @param filter (filterHeight, filterWidth, inChannels, outChannels).
 * @returns (batch, inHeight, inWidth, inChannels).
 */
export function sparseInputGradient(
  backend: WasmBackend,
  simd: SimdKernels,
  dy: TensorInfo,
  filter: TensorInfo,
  geometry: ConvolutionGeometry,
): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = geometry;
  const { padded, paddedHeight, paddedWidth, runLength, steps } = windowsOf(geometry);
  const filterValues = geometry.filterHeight * runLength;
  const imageBytes = inHeight * inWidth * inChannels * 4;
  const outBytes = outHeight * outWidth * outChannels * 4;

  const turned = allocate(backend, [outChannels, filterValues]);
  const image = allocate(backend, padded ? [paddedHeight, paddedWidth, inChannels] : [0]);
  const list = allocate(backend, [outChannels + 1, 2]);
  const gradient = allocate(backend, geometry.inShape);
  if (!padded) valuesOf(backend, gradient).fill(0);
  simd.transpose(addressOf(backend, filter), addressOf(backend, turned), filterValues, outChannels, outChannels);

  for (let n = 0; n < batchSize; n++) {
    const dyAt = addressOf(backend, dy) + n * outBytes;
    const gradientAt = addressOf(backend, gradient) + n * imageBytes;
    const target = padded ? addressOf(backend, image) : gradientAt;
    if (padded) valuesOf(backend, image).fill(0);
    simd.inputGradient(dyAt, addressOf(backend, turned), target, addressOf(backend, list), ...steps);
    if (padded)
      simd.cropImage(target, gradientAt, inHeight, inWidth, inChannels, padInfo.top, padInfo.left, paddedWidth);
  }
  release(backend, turned, image, list);
  return gradient;
}
