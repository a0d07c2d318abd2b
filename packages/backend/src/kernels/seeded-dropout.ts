import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { SeededDropoutAttributes } from './training-kernels.js';
import { requiredSimdKernels } from './wasm/simd-kernels.js';
import { addressOf, allocate, type WasmKernel } from './wasm/wasm-kernel.js';

/** The kernel AverSeededDropout, of one input x. It is its own gradient. */
export const seededDropout: WasmKernel = (backend, inputs, attrs) => {
  const { x } = inputs as { x: TensorInfo };
  const { scale, threshold, key1, key2 } = attrs as SeededDropoutAttributes;
  const y = allocate(backend, x.shape);
  const [kept] = new Int32Array(Float32Array.of(scale).buffer);
  const length = util.sizeFromShape(x.shape);
  const simd = requiredSimdKernels(backend);
  simd.dropout(addressOf(backend, x), addressOf(backend, y), length, kept, threshold, key1, key2);
  return y;
};
