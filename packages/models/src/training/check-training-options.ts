import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkSeed } from '../randomness/check-seed.js';
import { checkSize } from '../sizes/check-size.js';
import { checkSamples, type Samples, sampleShape } from './samples.js';
import type { TrainModelOptions } from './train-model.js';

/** @throws RangeError when an option of trainModel is out of range or does not go with the model. */
export function checkTrainingOptions(model: LayersModel, options: TrainModelOptions): void {
  const { x, y, batchSize, epochs, seed, l2 = 0, tolerance = 0, patience = 10, probabilityFloor = 1e-7 } = options;
  const fail = (parameter: string, expected: string, received: unknown) => {
    throw new RangeError(`trainModel: ${parameter} must be ${expected}; received ${received}`);
  };
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    fail('model', 'one with one input and one output', `${model.inputs.length} and ${model.outputs.length}`);
  }
  checkSamples('trainModel', 'x', x);
  checkSamples('trainModel', 'y', y);
  sampleShape('trainModel', 'x', x, model.inputs[0].shape);
  sampleShape('trainModel', 'y', y, model.outputs[0].shape);
  if (y.shape[0] !== x.shape[0]) fail('y', `labels of ${x.shape[0]} samples, as many as x has`, y.shape[0]);
  checkOneHot(y, fail);
  checkSize('trainModel', 'batchSize', batchSize);
  checkSize('trainModel', 'epochs', epochs);
  checkSeed('trainModel', seed);
  if (!(l2 >= 0 && l2 < Infinity)) fail('l2', 'a number of at least 0', l2);
  if (!(tolerance >= 0)) fail('tolerance', 'a number of at least 0', tolerance);
  if (!(patience >= 0)) fail('patience', 'a number of at least 0', patience);
  if (!(probabilityFloor > 0 && probabilityFloor < 0.5))
    fail('probabilityFloor', 'a number in (0, 0.5)', probabilityFloor);
}

/** A row without a 1 would have no loss and teach that nothing is likely; it is always a mistake in the labels. */
function checkOneHot({ data, shape }: Samples, fail: (parameter: string, expected: string, received: string) => void) {
  const classes = data.length / shape[0];
  for (let row = 0; row < shape[0]; row++) {
    const label = data.subarray(row * classes, (row + 1) * classes);
    const ones = label.filter((value) => value === 1).length;
    if (ones !== 1 || label.some((value) => value !== 0 && value !== 1)) {
      fail('y', 'one-hot: one 1 and else 0 in each row', `[${label}] in row ${row}`);
    }
  }
}
