import { type TensorInfo, type TileAttrs, util } from '@tensorflow/tfjs-core';
import { allocate, valuesOf, type WasmKernel } from './wasm/wasm-kernel.js';

/**
 * Repeats a tensor along its leading axes: the gradient of a batch normalisation repeats a value of each channel for
 * every pixel of the batch, which the backend's own kernel does value by value.
 */
export const tile: WasmKernel = (backend, inputs, attrs, stock) => {
  const { x } = inputs as { x: TensorInfo };
  const { reps } = attrs as unknown as TileAttrs;
  const size = util.sizeFromShape(x.shape);
  // The values stay together where all axes in front of one that is repeated have the length 1.
  const isRun = reps.every((times, axis) => times === 1 || x.shape.slice(0, axis).every((length) => length === 1));
  if (x.dtype !== 'float32' || reps.length !== x.shape.length || !isRun || size === 0) return stock();

  const shape = x.shape.map((length, axis) => length * reps[axis]);
  const result = allocate(backend, shape);
  const values = valuesOf(backend, result);
  if (values.length === 0) return result;
  values.set(valuesOf(backend, x));
  for (let done = size; done < values.length; done *= 2) values.copyWithin(done, 0, values.length - done);
  return result;
};
