import type { TensorInfo } from '@tensorflow/tfjs-core';
import { simdKernels } from '../wasm/simd-kernels.js';
import type { WasmKernel } from '../wasm/wasm-kernel.js';
import { type ConvolutionAttributes, convolutionGeometry } from './convolution-geometry.js';
import { denseInputGradient, hasDenseInputGradient } from './dense-input-gradient.js';
import { isSparse } from './is-sparse.js';
import { noPool } from './pool-geometry.js';
import { sparseInputGradient } from './sparse-input-gradient.js';

/** Gradient of a convolution with respect to its input: the wasm backend's own is ten times slower than its Conv2D. */
export const conv2DBackpropInput: WasmKernel = (backend, inputs, attrs, stock) => {
  const { dy, filter } = inputs as Record<'dy' | 'filter', TensorInfo>;
  const { inputShape, ...attributes } = attrs as ConvolutionAttributes & { inputShape: number[] };
  const geometry = convolutionGeometry('Conv2DBackpropInput', inputShape, filter.shape, attributes);
  const simd = simdKernels(backend);
  const dense = hasDenseInputGradient(geometry);
  if (simd && !(dense && !isSparse(backend, simd, dy))) {
    return sparseInputGradient(backend, simd, filter, { dy, pool: noPool(geometry) }, geometry);
  }
  return dense ? denseInputGradient(backend, dy, filter, geometry) : stock();
};
