import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { requiredSimdKernels } from './wasm/simd-kernels.js';
import { addressOf, allocate, type WasmKernel } from './wasm/wasm-kernel.js';

/**
 * What the SeededDropout layer of @aver/models asks a backend for, if the backend has it: x times a mask, whose values
 * are `scale` or 0 as a hash of two keys and the position decides. The mask is the layer's own, bit for bit.
 */
export interface SeededDropoutAttributes {
  scale: number;
  /** Kept where the hash, a signed 32-bit integer, is not below. */
  threshold: number;
  key1: number;
  key2: number;
}

/** The kernel SeededDropout, of one input x. It is its own gradient: with the same attributes it masks dy. */
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
