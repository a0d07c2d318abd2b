import type { _FusedMatMulAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { denseProduct, isDenseProduct } from '../dense-product.js';
import { simdKernels } from '../wasm/simd-kernels.js';
import type { WasmKernel } from '../wasm/wasm-kernel.js';

/** A dense layer: the product, its bias and relu; other activations are left to the backend's own kernel. */
export const fusedMatMul: WasmKernel = (backend, inputs, attrs, stock) => {
  const { a, b, bias } = inputs as { a: TensorInfo; b: TensorInfo; bias?: TensorInfo };
  const { transposeA, transposeB, activation } = attrs as unknown as _FusedMatMulAttrs;
  const operands = { a, b, transposeA, transposeB };
  const simd = simdKernels(backend);
  const isKnown = activation === 'linear' || activation === 'relu';
  if (!simd || !isKnown || (bias && bias.shape.length !== 1) || !isDenseProduct(operands)) return stock();
  return denseProduct(backend, simd, operands, { bias, relu: activation === 'relu' });
};
