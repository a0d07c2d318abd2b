import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { simdKernels } from './wasm/simd-kernels.js';
import { addressOf, allocate, type WasmKernel } from './wasm/wasm-kernel.js';

/** One of two values at each place (`tf.where`); what is not all of one shape is left to the backend. */
export const select: WasmKernel = (backend, inputs, _, stock) => {
  const { condition, t, e } = inputs as Record<'condition' | 't' | 'e', TensorInfo>;
  const simd = simdKernels(backend);
  const isPlain = condition.dtype === 'bool' && t.dtype === 'float32' && e.dtype === 'float32';
  const isOneShape = util.arraysEqual(condition.shape, t.shape) && util.arraysEqual(e.shape, t.shape);
  if (!simd || !isPlain || !isOneShape) return stock();
  const result = allocate(backend, t.shape);
  const [first, second, to] = [t, e, result].map((info) => addressOf(backend, info));
  simd.select(addressOf(backend, condition, 'bool'), first, second, to, util.sizeFromShape(t.shape));
  return result;
};
