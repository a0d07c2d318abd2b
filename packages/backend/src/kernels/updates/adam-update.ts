import type { AdamUpdateAttributes } from '../training-kernels.js';
import type { WasmKernel } from '../wasm/wasm-kernel.js';
import { updateVariables } from './update-variables.js';

/** m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; weights - rate m / (sqrt(v + inner) + outer). */
export const adamUpdate: WasmKernel = (backend, inputs, attrs) => {
  const { rate, beta1, beta2, inner, outer, ...common } = attrs as AdamUpdateAttributes;
  const [rest1, rest2] = [1 - beta1, 1 - beta2];
  return updateVariables(backend, inputs, common, {
    simd(kernels, addresses, length, scale) {
      const [weights, gradient, m, v, newWeights, newM, newV] = addresses;
      kernels.adamUpdate(
        ...([weights, gradient, m, v, newWeights, newM, newV, length] as const),
        ...([scale, beta1, rest1, beta2, rest2, inner, outer, rate] as const),
      );
    },
    plain([weights, gradient, m, v, newWeights, newM, newV], length, scale) {
      for (let i = 0; i < length; i++) {
        const g = gradient[i] * scale;
        newM[i] = m[i] * beta1 + g * rest1;
        newV[i] = v[i] * beta2 + g * g * rest2;
        newWeights[i] = weights[i] - (newM[i] / (Math.sqrt(newV[i] + inner) + outer)) * rate;
      }
    },
  });
};
