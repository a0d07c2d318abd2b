import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convolutionGeometry } from '../convolution/convolution-geometry.js';
import { poolGeometry } from '../convolution/pool-geometry.js';
import { pooledConvolution } from '../convolution/pooled-convolution.js';
import { requiredSimdKernels } from '../wasm/simd-kernels.js';
import type { WasmKernel } from '../wasm/wasm-kernel.js';

/**
 * The kernels of the training step: a convolution, its bias, relu and max-pool in one, and its gradient. A backend that
 * has both under these names trains with them (`trainModel` of @aver/models looks them up in the kernel registry);
 * one that has not is given the single steps. The gradient of relu is 0 at 0, and of equal maxima in a window the first,
 * row by row, is the winner: the same as conv2d -> add -> relu -> maxPool, and as the same with relu last.
 *
 * **FusedConv2DMaxPool**
 *
 * | inputs | |
 * |---|---|
 * | x | float32 (n, height, width, inChannels) |
 * | filter | float32 (filterHeight, filterWidth, inChannels, outChannels) |
 * | bias | float32 (outChannels); may be left out |
 *
 * Outputs: y, float32 (n, pooledHeight, pooledWidth, outChannels), and one tensor more, in which the backend remembers
 * what it likes for its gradient: nobody else reads it.
 *
 * **FusedConv2DMaxPoolGrad**
 *
 * Inputs: dy (the gradient of y), and x, filter, y and the remembered tensor (`memory`) of the forward kernel.
 * Attributes: those of the forward kernel, and `inputGradient`.
 * Outputs: the gradients of filter and bias (also where there was none), and, if `inputGradient`, that of x.
 */
export interface FusedConv2DMaxPoolAttributes {
  strides: [number, number];
  pad: 'same' | 'valid';
  relu: boolean;
  /** Height and width of the pool's windows, at most 65,536 values; [1, 1] with poolStrides [1, 1] is no pool. */
  poolSize: [number, number];
  poolStrides: [number, number];
  poolPad: 'same' | 'valid';
}

/** What the gradient kernel is asked for: a network's first convolution needs no gradient of its input. */
export interface FusedConv2DMaxPoolGradAttributes extends FusedConv2DMaxPoolAttributes {
  inputGradient: boolean;
}

/** The forward kernel: keeps nothing of the convolution's output but each window's maximum and its place. */
export const fusedConv2DMaxPool: WasmKernel = (backend, inputs, attrs) => {
  const { x, filter, bias } = inputs as { x: TensorInfo; filter: TensorInfo; bias?: TensorInfo };
  const { relu, poolSize, poolStrides, poolPad, ...attributes } = attrs as FusedConv2DMaxPoolAttributes;
  const geometry = convolutionGeometry('FusedConv2DMaxPool', x.shape, filter.shape, attributes);
  const pool = poolGeometry(geometry, poolSize, poolStrides, poolPad);
  const { y, winners } = pooledConvolution(
    backend,
    requiredSimdKernels(backend),
    { x, filter, bias },
    geometry,
    pool,
    relu,
  );
  return [y, winners];
};
