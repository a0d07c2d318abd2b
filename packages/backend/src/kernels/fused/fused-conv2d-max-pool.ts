import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convolutionGeometry } from '../convolution/convolution-geometry.js';
import { poolGeometry } from '../convolution/pool-geometry.js';
import { pooledConvolution } from '../convolution/pooled-convolution.js';
import type { FusedConv2DMaxPoolAttributes } from '../training-kernels.js';
import { requiredSimdKernels } from '../wasm/simd-kernels.js';
import type { WasmKernel } from '../wasm/wasm-kernel.js';

/** The forward kernel: keeps nothing of the convolution's output but each window's maximum and its place. */
export const fusedConv2DMaxPool: WasmKernel = (backend, inputs, attrs) => {
  const { x, filter, bias } = inputs as { x: TensorInfo; filter: TensorInfo; bias?: TensorInfo };
  const { relu, poolSize, poolStrides, poolPad, dropout, ...attributes } = attrs as FusedConv2DMaxPoolAttributes;
  const geometry = convolutionGeometry('AverFusedConv2DMaxPool', x.shape, filter.shape, attributes);
  const pool = poolGeometry(geometry, poolSize, poolStrides, poolPad);
  const { y, winners } = pooledConvolution(
    backend,
    requiredSimdKernels(backend),
    { x, filter, bias },
    geometry,
    pool,
    relu,
    dropout,
  );
  return [y, winners];
};
