import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { simdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, valuesOf, type WasmBackend, type WasmKernel } from '../wasm/wasm-kernel.js';

/** The Euclidean norm of all values of several tensors together, as a scalar tensor. */
export const globalNorm: WasmKernel = (backend, inputs) => {
  const norm = gradientNorm(backend, Object.values(inputs) as TensorInfo[]);
  const result = allocate(backend, []);
  valuesOf(backend, result)[0] = norm;
  return result;
};

/** sqrt(sum over all tensors of sum(t^2)), rounded to float32. */
export function gradientNorm(backend: WasmBackend, tensors: TensorInfo[]): number {
  const simd = simdKernels(backend);
  let sum = 0;
  for (const info of tensors) {
    if (simd) sum += simd.sumOfSquares(addressOf(backend, info), util.sizeFromShape(info.shape));
    else for (const value of valuesOf(backend, info)) sum += value * value;
  }
  return Math.fround(Math.sqrt(sum));
}
