import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convolutionGeometry } from '../convolution/convolution-geometry.js';
import { poolGeometry } from '../convolution/pool-geometry.js';
import { sparseFilterGradient } from '../convolution/sparse-filter-gradient.js';
import { sparseInputGradient } from '../convolution/sparse-input-gradient.js';
import { requiredSimdKernels } from '../wasm/simd-kernels.js';
import type { WasmKernel } from '../wasm/wasm-kernel.js';
import type { FusedConv2DMaxPoolGradAttributes } from './fused-conv2d-max-pool.js';

/** The gradient of {@link fusedConv2DMaxPool}: back through the winners only, and of these through those above 0. */
export const fusedConv2DMaxPoolGrad: WasmKernel = (backend, inputs, attrs) => {
  const { dy, x, filter, y, memory } = inputs as Record<'dy' | 'x' | 'filter' | 'y' | 'memory', TensorInfo>;
  const { relu, poolSize, poolStrides, poolPad, inputGradient, ...attributes } =
    attrs as FusedConv2DMaxPoolGradAttributes;
  const simd = requiredSimdKernels(backend);
  const geometry = convolutionGeometry('FusedConv2DMaxPoolGrad', x.shape, filter.shape, attributes);
  const output = {
    dy,
    pool: poolGeometry(geometry, poolSize, poolStrides, poolPad),
    rectified: relu ? y : undefined,
    winners: memory.shape[0] > 0 ? memory : undefined,
  };
  const { filterGradient, biasGradient } = sparseFilterGradient(backend, simd, x, output, geometry);
  const gradients = [filterGradient, biasGradient];
  if (inputGradient) gradients.push(sparseInputGradient(backend, simd, filter, output, geometry));
  return gradients;
};
