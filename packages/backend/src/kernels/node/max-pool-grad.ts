import type { KernelFunc, MaxPoolGradAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { withOperations } from './operations.js';
import { poolAttributes } from './pool-attributes.js';

/**
 * Gradient of max-pooling by the places of the maxima, which TensorFlow finds in a third of the time that its own
 * gradient takes to look for them. Of equal maxima the first gets it all, as in TensorFlow's.
 */
export function maxPoolGrad(stock: KernelFunc): KernelFunc {
  return (params) => {
    const { dy, input } = params.inputs as Record<'dy' | 'input', TensorInfo>;
    const { filterSize, strides, pad } = params.attrs as unknown as MaxPoolGradAttrs;
    if ((pad !== 'same' && pad !== 'valid') || input.dtype !== 'float32') return stock(params);
    return withOperations(params.backend, (operations) => {
      const attributes = poolAttributes(sides(filterSize), sides(strides), pad);
      const [inputId, dyId] = operations.inputs(input, dy);
      const [, places] = operations.runAll('MaxPoolWithArgmax', [inputId], 2, attributes);
      return operations.output(operations.run('MaxPoolGradWithArgmax', [inputId, dyId, places.id], attributes));
    });
  };
}

function sides(size: number | [number, number]): [number, number] {
  return typeof size === 'number' ? [size, size] : size;
}
