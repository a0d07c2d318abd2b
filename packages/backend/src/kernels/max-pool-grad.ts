import { backend_util, type MaxPoolGradAttrs, type TensorInfo } from '@tensorflow/tfjs-core';
import { simdKernels } from './wasm/simd-kernels.js';
import { addressOf, allocate, valuesOf, type WasmKernel } from './wasm/wasm-kernel.js';

/**
 * Gradient of a max-pool. Of equal maxima in a window the first, row by row, takes the gradient, as on the cpu backend.
 */
export const maxPoolGrad: WasmKernel = (backend, inputs, attrs, stock) => {
  const simd = simdKernels(backend);
  if (!simd) return stock();
  const { dy, input, output } = inputs as Record<'dy' | 'input' | 'output', TensorInfo>;
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as MaxPoolGradAttrs;
  const shape = input.shape as [number, number, number, number];
  const geometry = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = geometry;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = geometry;

  const gradient = allocate(backend, input.shape);
  const overlap = strideHeight < filterHeight || strideWidth < filterWidth;
  const leavesOut =
    strideHeight > filterHeight ||
    strideWidth > filterWidth ||
    outHeight * strideHeight - padInfo.top < inHeight ||
    outWidth * strideWidth - padInfo.left < inWidth;
  if (overlap || leavesOut) valuesOf(backend, gradient).fill(0);

  const imageBytes = inHeight * inWidth * inChannels * 4;
  const outBytes = outHeight * outWidth * inChannels * 4;
  for (let n = 0; n < batchSize; n++) {
    simd.maxPoolGradient(
      addressOf(backend, input) + n * imageBytes,
      addressOf(backend, output) + n * outBytes,
      addressOf(backend, dy) + n * outBytes,
      addressOf(backend, gradient) + n * imageBytes,
      inHeight,
      inWidth,
      inChannels,
      outHeight,
      outWidth,
      filterHeight,
      filterWidth,
      strideHeight,
      strideWidth,
      padInfo.top,
      padInfo.left,
      overlap,
    );
  }
  return gradient;
};
