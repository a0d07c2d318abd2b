import type { TensorInfo } from '@tensorflow/tfjs-core';
import { simdKernels } from '../wasm/simd-kernels.js';
import { release, type WasmKernel } from '../wasm/wasm-kernel.js';
import { type ConvolutionAttributes, convolutionGeometry } from './convolution-geometry.js';
import { denseFilterGradient } from './dense-filter-gradient.js';
import { filterGradient } from './filter-gradient.js';
import { isSparse } from './is-sparse.js';
import { noPool } from './pool-geometry.js';

/** Gradient of a convolution with respect to its filter, which the wasm backend lacks. */
export const conv2DBackpropFilter: WasmKernel = (backend, inputs, attrs) => {
  const { x, dy } = inputs as Record<'x' | 'dy', TensorInfo>;
  const { filterShape, ...attributes } = attrs as ConvolutionAttributes & { filterShape: number[] };
  const geometry = convolutionGeometry('Conv2DBackpropFilter', x.shape, filterShape, attributes);
  const simd = simdKernels(backend);
  if (!simd) return denseFilterGradient(backend, x, dy, geometry);
  const isDense = !isSparse(backend, simd, dy);
  const gradients = filterGradient(backend, simd, x, { dy, pool: noPool(geometry) }, geometry, isDense);
  release(backend, gradients.biasGradient);
  return gradients.filterGradient;
};
