import { requireSeed } from '@aver/random';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { requireSize } from '../sizes/require-size.js';
import { requireSamples, type Samples, sampleShape } from './batches/samples.js';
import type { TrainModelOptions } from './train-model.js';
import { heldBackCount } from './validation/validation-split.js';

/** @throws RangeError when an option of trainModel is out of range or does not go with the model. */
export function requireTrainingOptions(model: LayersModel, options: TrainModelOptions): void {
  const { x, y, batchSize, epochs, seed, alpha = 0, tolerance = 0, patience = 10, probabilityFloor = 1e-7 } = options;
  const { labelSmoothing = 0, averaging, classWeights, validation, resume } = options;
  const fail = (parameter: string, expected: string, received: unknown) => {
    throw new RangeError(`trainModel: ${parameter} must be ${expected}; received ${received}`);
  };
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    fail('model', 'one with one input and one output', `${model.inputs.length} and ${model.outputs.length}`);
  }
  requireSamples('trainModel', 'x', x);
  requireSamples('trainModel', 'y', y);
  sampleShape('trainModel', 'x', x, model.inputs[0].shape);
  sampleShape('trainModel', 'y', y, model.outputs[0].shape);
  if (y.shape[0] !== x.shape[0]) fail('y', `labels of ${x.shape[0]} samples, as many as x has`, y.shape[0]);
  requireLabels(y, 'y', fail);
  requireValidation(model, options, fail);
  requireClassWeights(y, classWeights, fail);
  requireSize('trainModel', 'batchSize', batchSize);
  requireSize('trainModel', 'epochs', epochs);
  requireSeed('trainModel', seed);
  if (!(alpha >= 0 && alpha < Infinity)) fail('alpha', 'a number of at least 0', alpha);
  if (!(tolerance >= 0)) fail('tolerance', 'a number of at least 0', tolerance);
  if (!(patience >= 0)) fail('patience', 'a number of at least 0', patience);
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) fail('labelSmoothing', 'a number in [0, 1)', labelSmoothing);
  if (averaging !== undefined && !(averaging >= 0 && averaging < 1)) fail('averaging', 'a number in [0, 1)', averaging);
  if (resume && !(resume.loss.length <= epochs)) fail('resume', `of at most ${epochs} epochs`, resume.loss.length);
  const judged = resume?.validationLoss?.length ?? 0;
  if (resume && judged !== (validation ? resume.loss.length : 0))
    fail('resume', 'with a validation loss of each epoch where there is validation, and none elsewhere', judged);
  if (!(probabilityFloor > 0 && probabilityFloor < 0.5))
    fail('probabilityFloor', 'a number in (0, 0.5)', probabilityFloor);
}

type Fail = (parameter: string, expected: string, received: unknown) => void;

function requireValidation(model: LayersModel, { x, validation }: TrainModelOptions, fail: Fail): void {
  if (validation === undefined) return;
  if ('share' in validation) {
    const { share } = validation;
    if (!(share > 0 && share < 1)) fail('validation.share', 'a number in (0, 1)', share);
    const held = heldBackCount(x.shape[0], share);
    if (!(held < x.shape[0]))
      fail('validation.share', `one that leaves some of ${x.shape[0]} samples to train on`, share);
    return;
  }
  requireSamples('trainModel', 'validation.x', validation.x);
  requireSamples('trainModel', 'validation.y', validation.y);
  sampleShape('trainModel', 'validation.x', validation.x, model.inputs[0].shape);
  sampleShape('trainModel', 'validation.y', validation.y, model.outputs[0].shape);
  const samples = validation.x.shape[0];
  if (validation.y.shape[0] !== samples) fail('validation.y', `labels of ${samples} samples`, validation.y.shape[0]);
  requireLabels(validation.y, 'validation.y', fail);
}

/** A row of zeros would have no loss and teach that nothing is likely; it is always a mistake in the labels. */
function requireLabels({ data, shape }: Samples, parameter: string, fail: Fail): void {
  const classes = data.length / shape[0];
  for (let row = 0; row < shape[0]; row++) {
    const label = data.subarray(row * classes, (row + 1) * classes);
    let sum = 0;
    for (const share of label) sum += share >= 0 ? share : Number.NaN;
    // Shares that are rounded to float32 add to 1 within that.
    if (!(Math.abs(sum - 1) <= 1e-5)) {
      fail(parameter, 'one-hot or shares of at least 0 that add to 1 in each row', `[${label}] in row ${row}`);
    }
  }
}

function requireClassWeights({ shape }: Samples, weights: TrainModelOptions['classWeights'], fail: Fail): void {
  if (weights === undefined) return;
  if (shape.length !== 2) fail('y', 'of the shape (samples, classes) where there are classWeights', `[${shape}]`);
  if (weights === 'balanced') return;
  const expected = `'balanced' or ${shape[1]} finite numbers of at least 0, not all of them 0`;
  if (!Array.isArray(weights)) fail('classWeights', expected, weights);
  const areGood = weights.length === shape[1] && weights.every((weight) => weight >= 0);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(areGood && sum > 0 && sum < Infinity)) fail('classWeights', expected, `[${weights}]`);
}
