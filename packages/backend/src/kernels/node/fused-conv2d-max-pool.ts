import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { FusedConv2DMaxPoolAttributes, FusedConv2DMaxPoolGradAttributes } from '../training-kernels.js';
import { type Attributes, withOperations } from './operations.js';
import { poolAttributes } from './pool-attributes.js';

/**
 * relu?(maxpool?(convolution + bias)) by TensorFlow's operations. Bias and relu come after the pool, which is the same
 * function and has a fraction of the values to go through. What is remembered is the place of each maximum:
 * TensorFlow's gradient without the places looks for them again, at ten times the cost of all the rest.
 */
export const fusedConv2DMaxPool: KernelFunc = ({ inputs, attrs, backend }) =>
  withOperations(backend, (operations) => {
    const { x, filter, bias } = inputs as { x: TensorInfo; filter: TensorInfo; bias?: TensorInfo };
    const attributes = attrs as unknown as FusedConv2DMaxPoolAttributes;
    let y = operations.run('Conv2D', operations.inputs(x, filter), convolution(attributes));
    let memory = operations.empty([0]);
    if (hasPool(attributes)) {
      const [pooled, places] = operations.runAll('MaxPoolWithArgmax', [y.id], 2, pool(attributes));
      operations.free(y);
      y = pooled;
      memory = places;
    }
    if (bias) y = operations.run('BiasAdd', [y.id, ...operations.inputs(bias)], { data_format: 'NHWC' });
    if (attributes.relu) y = operations.run('Relu', [y.id]);
    return [operations.output(y), operations.output(memory)];
  });

/** The gradients of {@link fusedConv2DMaxPool} by filter, bias and, if asked for, input. */
export const fusedConv2DMaxPoolGrad: KernelFunc = ({ inputs, attrs, backend }) =>
  withOperations(backend, (operations) => {
    const { dy, x, filter, y, memory } = inputs as Record<'dy' | 'x' | 'filter' | 'y' | 'memory', TensorInfo>;
    const { inputGradient, ...attributes } = attrs as unknown as FusedConv2DMaxPoolGradAttributes;
    const [dyId, xId, filterId, yId, places] = operations.inputs(dy, x, filter, y, memory);
    let gradient = dyId;
    if (attributes.relu) gradient = operations.run('ReluGrad', [gradient, yId]).id;
    const bias = operations.run('BiasAddGrad', [gradient], { data_format: 'NHWC' });
    if (hasPool(attributes)) {
      // Of what was pooled only the shape counts.
      const pooled = operations.empty(convolutionShape(x.shape, filter.shape, attributes));
      gradient = operations.run('MaxPoolGradWithArgmax', [pooled.id, gradient, places], pool(attributes)).id;
    }
    const filterShape = operations.integers(filter.shape);
    const options = convolution(attributes);
    const gradients = [operations.run('Conv2DBackpropFilter', [xId, filterShape, gradient], options), bias];
    if (inputGradient) {
      const inputShape = operations.integers(x.shape);
      gradients.push(operations.run('Conv2DBackpropInput', [inputShape, filterId, gradient], options));
    }
    return gradients.map((result) => operations.output(result));
  });

function hasPool({ poolSize, poolStrides }: FusedConv2DMaxPoolAttributes): boolean {
  return [...poolSize, ...poolStrides].some((length) => length !== 1);
}

function convolution({ strides, pad }: FusedConv2DMaxPoolAttributes): Attributes {
  return { strides: [1, ...strides, 1], padding: pad.toUpperCase(), data_format: 'NHWC', dilations: [1, 1, 1, 1] };
}

function pool({ poolSize, poolStrides, poolPad }: FusedConv2DMaxPoolAttributes): Attributes {
  return poolAttributes(poolSize, poolStrides, poolPad);
}

/** Shape of the convolution's output before the pool. */
function convolutionShape(x: number[], filter: number[], { strides, pad }: FusedConv2DMaxPoolAttributes): number[] {
  const side = (axis: 1 | 2) => {
    const starts = pad === 'same' ? x[axis] : x[axis] - filter[axis - 1] + 1;
    return Math.ceil(starts / strides[axis - 1]);
  };
  return [x[0], side(1), side(2), filter[3]];
}
