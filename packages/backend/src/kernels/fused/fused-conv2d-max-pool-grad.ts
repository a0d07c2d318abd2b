import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convolutionGeometry } from '../convolution/convolution-geometry.js';
import { denseInputGradient, hasDenseInputGradient } from '../convolution/dense-input-gradient.js';
import { filterGradient as filterGradientOf } from '../convolution/filter-gradient.js';
import { isSparse } from '../convolution/is-sparse.js';
import { isNoPool, poolGeometry } from '../convolution/pool-geometry.js';
import { sparseInputGradient } from '../convolution/sparse-input-gradient.js';
import type { FusedConv2DMaxPoolGradAttributes } from '../training-kernels.js';
import { requiredSimdKernels } from '../wasm/simd-kernels.js';
import type { WasmKernel } from '../wasm/wasm-kernel.js';

/**
 * The gradient of {@link fusedConv2DMaxPool}: back through the winners only, and of these through those above 0. With
 * neither pool nor relu there is nothing to leave out, and dense arithmetic is the faster way.
 */
export const fusedConv2DMaxPoolGrad: WasmKernel = (backend, inputs, attrs) => {
  const { dy, x, filter, y, memory } = inputs as Record<'dy' | 'x' | 'filter' | 'y' | 'memory', TensorInfo>;
  const { relu, poolSize, poolStrides, poolPad, dropout, inputGradient, ...attributes } =
    attrs as FusedConv2DMaxPoolGradAttributes;
  const simd = requiredSimdKernels(backend);
  const geometry = convolutionGeometry('AverFusedConv2DMaxPoolGrad', x.shape, filter.shape, attributes);
  const pool = poolGeometry(geometry, poolSize, poolStrides, poolPad);
  const output = {
    dy,
    pool,
    rectified: relu ? y : undefined,
    winners: memory.shape[0] > 0 ? memory : undefined,
    scale: dropout?.scale,
  };
  // A convolution alone, as in front of a normalisation, seldom has zeros in its gradient.
  const isAlone = !relu && isNoPool(pool, geometry);
  const isDense = isAlone && !isSparse(backend, simd, dy);
  const { filterGradient, biasGradient } = filterGradientOf(backend, simd, x, output, geometry, isDense);
  if (!inputGradient) return [filterGradient, biasGradient];
  const xGradient =
    isDense && hasDenseInputGradient(geometry)
      ? denseInputGradient(backend, simd, dy, filter, geometry)
      : sparseInputGradient(backend, simd, filter, output, geometry);
  return [filterGradient, biasGradient, xGradient];
};
