import type { RootUpdateAttributes } from '../training-kernels.js';
import type { WasmKernel } from '../wasm/wasm-kernel.js';
import { updateVariables } from './update-variables.js';

/** v = keep v + add g^2; weights - rate g / sqrt(v + epsilon): RMSProp, and with 1 for both factors AdaGrad. */
export const rootUpdate: WasmKernel = (backend, inputs, attrs) => {
  const { rate, keep, add, epsilon, ...common } = attrs as RootUpdateAttributes;
  return updateVariables(backend, inputs, common, {
    simd(kernels, [weights, gradient, squares, newWeights, newSquares], length, scale) {
      kernels.rootUpdate(
        ...([weights, gradient, squares, newWeights, newSquares, length] as const),
        ...([scale, keep, add, epsilon, rate] as const),
      );
    },
    plain([weights, gradient, squares, newWeights, newSquares], length, scale) {
      for (let i = 0; i < length; i++) {
        const g = gradient[i] * scale;
        newSquares[i] = squares[i] * keep + g * g * add;
        newWeights[i] = weights[i] - (g / Math.sqrt(newSquares[i] + epsilon)) * rate;
      }
    },
  });
};
