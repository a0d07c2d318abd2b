import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdKernels } from '../wasm/simd-kernels.js';
import type { WasmBackend } from '../wasm/wasm-kernel.js';
import type { ConvolutionGeometry } from './convolution-geometry.js';
import { hasPlanesFilterGradient, planesFilterGradient } from './planes-filter-gradient.js';
import { hasPointwiseFilterGradient, pointwiseFilterGradient } from './pointwise-filter-gradient.js';
import type { OutputGradient } from './pool-geometry.js';
import { sparseFilterGradient } from './sparse-filter-gradient.js';
import { isWinogradFilter } from './winograd.js';
import { winogradFilterGradient } from './winograd-filter-gradient.js';

/**
 * Gradient of a convolution with respect to its filter and its bias, the way that is the fastest.
 *
 * @param isDense Whether nothing follows the convolution and few values of its gradient are zero.
 */
export function filterGradient(
  backend: WasmBackend,
  simd: SimdKernels,
  x: TensorInfo,
  output: OutputGradient,
  geometry: ConvolutionGeometry,
  isDense: boolean,
): { filterGradient: TensorInfo; biasGradient: TensorInfo } {
  if (isDense && hasPointwiseFilterGradient(geometry))
    return pointwiseFilterGradient(backend, simd, x, output.dy, geometry);
  if (isDense && isWinogradFilter(geometry, 3)) return winogradFilterGradient(backend, simd, x, output.dy, geometry);
  if (isDense && hasPlanesFilterGradient(geometry)) return planesFilterGradient(backend, simd, x, output.dy, geometry);
  return sparseFilterGradient(backend, simd, x, output, geometry);
}
