import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { simdKernels } from './wasm/simd-kernels.js';
import { addressOf, allocate, type WasmKernel } from './wasm/wasm-kernel.js';

/** The recognizer's network begins with 859 of them a sound: the backend's own takes 17 ns a value. */
export const tanh: WasmKernel = (backend, inputs, _, stock) => {
  const { x } = inputs as { x: TensorInfo };
  const simd = simdKernels(backend);
  if (!simd || x.dtype !== 'float32') return stock();
  const result = allocate(backend, x.shape);
  simd.tanh(addressOf(backend, x), addressOf(backend, result), util.sizeFromShape(x.shape));
  return result;
};
