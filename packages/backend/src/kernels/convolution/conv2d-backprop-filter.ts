import type { TensorInfo } from '@tensorflow/tfjs-core';
import { simdKernels } from '../wasm/simd-kernels.js';
import { release, type WasmKernel } from '../wasm/wasm-kernel.js';
import { type ConvolutionAttributes, convolutionGeometry } from './convolution-geometry.js';
import { denseFilterGradient } from './dense-filter-gradient.js';
import { isSparse } from './is-sparse.js';
import { hasPlanesFilterGradient, planesFilterGradient } from './planes-filter-gradient.js';
import { noPool } from './pool-geometry.js';
import { sparseFilterGradient } from './sparse-filter-gradient.js';

/** Gradient of a convolution with respect to its filter, which the wasm backend lacks. */
export const conv2DBackpropFilter: WasmKernel = (backend, inputs, attrs) => {
  const { x, dy } = inputs as Record<'x' | 'dy', TensorInfo>;
  const { filterShape, ...attributes } = attrs as ConvolutionAttributes & { filterShape: number[] };
  const geometry = convolutionGeometry('Conv2DBackpropFilter', x.shape, filterShape, attributes);
  const simd = simdKernels(backend);
  if (!simd) return denseFilterGradient(backend, x, dy, geometry);
  const { filterGradient, biasGradient } =
    hasPlanesFilterGradient(geometry) && !isSparse(backend, simd, dy)
      ? planesFilterGradient(backend, simd, x, dy, geometry)
      : sparseFilterGradient(backend, simd, x, { dy, pool: noPool(geometry) }, geometry);
  release(backend, biasGradient);
  return filterGradient;
};
