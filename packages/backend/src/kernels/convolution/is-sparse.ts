import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { SimdKernels } from '../wasm/simd-kernels.js';
import { addressOf, type WasmBackend } from '../wasm/wasm-kernel.js';

/** Share of values that are not zero up to which a walk over them is faster than dense arithmetic; measured. */
const densestWalk = 0.6;

/** Whether so many of a gradient's values are zero, after a pool or a relu, that a walk over the others pays. */
export function isSparse(backend: WasmBackend, simd: SimdKernels, gradient: TensorInfo): boolean {
  const size = util.sizeFromShape(gradient.shape);
  return simd.countNonZero(addressOf(backend, gradient), size) <= size * densestWalk;
}
