import type { TensorInfo } from '@tensorflow/tfjs-core';
import { BackendError } from '../../backend-error.js';
import { simdKernels } from '../wasm/simd-kernels.js';
import type { WasmKernel } from '../wasm/wasm-kernel.js';
import { type ConvolutionAttributes, type ConvolutionGeometry, convolutionGeometry } from './convolution-geometry.js';
import { denseInputGradient, hasDenseInputGradient } from './dense-input-gradient.js';
import { isSparse } from './is-sparse.js';
import { noPool } from './pool-geometry.js';
import { sparseInputGradient } from './sparse-input-gradient.js';

/** Gradient of a convolution with respect to its input: the wasm backend's own is ten times slower than its Conv2D. */
export const conv2DBackpropInput: WasmKernel = (backend, inputs, attrs, stock) => {
  const { dy, filter } = inputs as Record<'dy' | 'filter', TensorInfo>;
  const { inputShape, ...attributes } = attrs as ConvolutionAttributes & { inputShape: number[] };
  const geometry = convolutionGeometry('Conv2DBackpropInput', inputShape, filter.shape, attributes);
  requireMatchingShapes(dy, inputShape, geometry);
  // A smaller one than fits is cut out of it: a spec of TensorFlow.js asks for that.
  if (geometry.outShape.some((size, axis) => size < dy.shape[axis])) return stock();
  const simd = simdKernels(backend);
  const dense = hasDenseInputGradient(geometry);
  if (simd && !(dense && !isSparse(backend, simd, dy))) {
    return sparseInputGradient(backend, simd, filter, { dy, pool: noPool(geometry) }, geometry);
  }
  return dense ? denseInputGradient(backend, simd, dy, filter, geometry) : stock();
};

/**
 * A gradient always fits, but the shape that tf.conv2dTranspose is asked for need not: a convolution of it must not be
 * larger than what is given, which the kernel would read beyond its end.
 */
function requireMatchingShapes(dy: TensorInfo, inputShape: number[], { outShape }: ConvolutionGeometry): void {
  if (outShape[0] === dy.shape[0] && outShape.every((size, axis) => size <= dy.shape[axis])) return;
  throw new BackendError(
    'IMPOSSIBLE_SHAPE',
    `Conv2DBackpropInput: the shape asked for must be one whose convolution has shape [${dy.shape}]; ` +
      `received [${inputShape}], whose convolution has shape [${outShape}]`,
  );
}
