import type { SgdUpdateAttributes } from '../training-kernels.js';
import type { WasmKernel } from '../wasm/wasm-kernel.js';
import { updateVariables } from './update-variables.js';

/** weights - rate g. */
export const sgdUpdate: WasmKernel = (backend, inputs, attrs) => {
  const { rate, ...common } = attrs as SgdUpdateAttributes;
  return updateVariables(backend, inputs, common, {
    simd(kernels, [weights, gradient, newWeights], length, scale) {
      kernels.sgdUpdate(weights, gradient, newWeights, length, scale, rate);
    },
    plain([weights, gradient, newWeights], length, scale) {
      for (let i = 0; i < length; i++) newWeights[i] = weights[i] - gradient[i] * scale * rate;
    },
  });
};
