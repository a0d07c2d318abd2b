import { type AvgPoolGradAttrs, backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { simdKernels } from './wasm/simd-kernels.js';
import { addressOf, allocate, valuesOf, type WasmKernel } from './wasm/wasm-kernel.js';

/**
 * Gradient of an average-pool: every value of a window takes dy divided by the number of values in that window.
 * At a padded edge that is fewer than the filter has, which TensorFlow.js's own kernels overlook.
 */
export const avgPoolGrad: WasmKernel = (backend, inputs, attrs) => {
  const { dy, input } = inputs as Record<'dy' | 'input', TensorInfo>;
  const { filterSize, strides, pad } = attrs as unknown as AvgPoolGradAttrs;
  const shape = input.shape as [number, number, number, number];
  const geometry = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = geometry;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = geometry;

  const gradient = allocate(backend, input.shape);
  const simd = simdKernels(backend);
  if (simd) {
    simd.averagePoolGradient(
      ...([addressOf(backend, dy), addressOf(backend, gradient)] as const),
      ...([batchSize, inHeight, inWidth, inChannels, outHeight, outWidth] as const),
      ...([filterHeight, filterWidth, strideHeight, strideWidth, padInfo.top, padInfo.left] as const),
    );
    return gradient;
  }
  const from = valuesOf(backend, dy);
  const to = valuesOf(backend, gradient).fill(0);
  let window = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let outY = 0; outY < outHeight; outY++) {
      const yStart = Math.max(0, outY * strideHeight - padInfo.top);
      const yEnd = Math.min(inHeight, outY * strideHeight - padInfo.top + filterHeight);
      for (let outX = 0; outX < outWidth; outX++, window += inChannels) {
        const xStart = Math.max(0, outX * strideWidth - padInfo.left);
        const xEnd = Math.min(inWidth, outX * strideWidth - padInfo.left + filterWidth);
        const share = 1 / ((yEnd - yStart) * (xEnd - xStart));
        for (let y = yStart; y < yEnd; y++) {
          let target = ((n * inHeight + y) * inWidth + xStart) * inChannels;
          for (let x = xStart; x < xEnd; x++) {
            for (let channel = 0; channel < inChannels; channel++) to[target++] += from[window + channel] * share;
          }
        }
      }
    }
  }
  return gradient;
};
