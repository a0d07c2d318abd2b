import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { requiredSimdKernels } from '../wasm/simd-kernels.js';
import { addressOf, allocate, type WasmKernel } from '../wasm/wasm-kernel.js';

/** The kernel AverSwish: TensorFlow.js's way there and back is ten passes over the values. */
export const swish: WasmKernel = (backend, inputs) => {
  const { x } = inputs as { x: TensorInfo };
  const y = allocate(backend, x.shape);
  requiredSimdKernels(backend).swish(addressOf(backend, x), addressOf(backend, y), util.sizeFromShape(x.shape));
  return y;
};

/** The kernel AverSwishGrad. */
export const swishGrad: WasmKernel = (backend, inputs) => {
  const { x, dy } = inputs as Record<'x' | 'dy', TensorInfo>;
  const dx = allocate(backend, x.shape);
  const [xAt, dyAt, dxAt] = [x, dy, dx].map((info) => addressOf(backend, info));
  requiredSimdKernels(backend).swishGradient(xAt, dyAt, dxAt, util.sizeFromShape(x.shape));
  return dx;
};
