import type { KernelFunc, StepAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { withOperations } from './operations.js';

/**
 * 1 where x > 0, else 0, NaN where x is NaN: the gradient of relu, which tfjs-node puts together from seven operations on
 * values, truth values and constants of the tensor's size.
 */
export function step(stock: KernelFunc): KernelFunc {
  return (params) => {
    const x = params.inputs.x as TensorInfo;
    const { alpha } = params.attrs as unknown as StepAttrs;
    if (alpha !== 0 || x.dtype !== 'float32') return stock(params);
    return withOperations(params.backend, (operations) => {
      const positive = operations.run('Relu', operations.inputs(x));
      return operations.output(operations.run('Sign', [positive.id]));
    });
  };
}
