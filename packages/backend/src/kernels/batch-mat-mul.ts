import type { BatchMatMulAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { denseProduct, isDenseProduct } from './dense-product.js';
import { simdKernels } from './wasm/simd-kernels.js';
import { release, runKernel, type WasmBackend, type WasmKernel } from './wasm/wasm-kernel.js';

/**
 * A matrix product. Where ours does not take it, transposed operands are laid out first, which every gradient of a dense
 * layer has: the backend's own kernel walks over them against the grain, at a tenth of its speed or less.
 */
export const batchMatMul: WasmKernel = (backend, inputs, attrs, stock) => {
  const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
  const { transposeA, transposeB } = attrs as unknown as BatchMatMulAttrs;
  const simd = simdKernels(backend);
  const operands = { a, b, transposeA, transposeB };
  if (simd && isDenseProduct(operands)) return denseProduct(backend, simd, operands);
  if ((!transposeA && !transposeB) || a.dtype !== 'float32' || b.dtype !== 'float32') return stock();

  const left = transposeA ? transposed(backend, a) : a;
  const right = transposeB ? transposed(backend, b) : b;
  try {
    return runKernel(backend, 'BatchMatMul', { a: left, b: right }, { transposeA: false, transposeB: false });
  } finally {
    if (transposeA) release(backend, left);
    if (transposeB) release(backend, right);
  }
};

/** The last two axes exchanged. */
function transposed(backend: WasmBackend, x: TensorInfo): TensorInfo {
  const rank = x.shape.length;
  const perm = x.shape.map((_, axis) => (axis === rank - 1 ? rank - 2 : axis === rank - 2 ? rank - 1 : axis));
  return runKernel(backend, 'Transpose', { x }, { perm });
}
