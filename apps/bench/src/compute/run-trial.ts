import { availableParallelism, cpus } from 'node:os';
import {
  cnn1d,
  cnn2d,
  foldStandardization,
  mlp,
  oneHot,
  predictProbabilities,
  spectrogramCnn,
  standardization,
  standardized,
  trainModel,
} from '@aver/models';
import { createOptimizer, type OptimizerSpec } from '@aver/optim';
import type { CorpusEmotion } from '@aver/ravdess';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { batchAugmentation } from './batch-augmentation.js';
import { type InputTable, selectInputs } from './input-table.js';
import { type SplitItem, splitItems, splitTrial } from './split-trial.js';
import type { Trial } from './trial.js';
import { trialKey } from './trial-key.js';
import { answerOf, type Prediction, type TrialResult } from './trial-result.js';

/**
 * Trains the trial's model on its training part and asks it for every test recording: a function of its arguments
 * alone. The trial's backend must be ready.
 *
 * @param inputs The input of every recording of the trial's data.
 * @param backendReason How the backend describes itself, for the record.
 * @param onEpoch Called after each epoch with the number of epochs done.
 * @returns The result, and the trained model, which is the caller's to dispose.
 */
export async function runTrial(
  trial: Trial,
  inputs: InputTable,
  backendReason: string,
  onEpoch: (epochs: number) => void = () => {},
): Promise<{ result: TrialResult; model: LayersModel }> {
  const { corpus, emotions } = trial.data;
  const { train, test, sharedContent } = splitTrial(trial.split, splitItems(corpus, inputs.names, inputs.fingerprints));
  const model = createModel(trial, inputs.shape);
  const optimizer = createOptimizer(scheduled(trial, train.length));
  const { batchSize, epochs, l2, stopping, probabilityFloor, labelSmoothing, averaging, augmentation } = trial.training;

  const started = performance.now();
  const x = selectInputs(inputs, namesOf(train), trial.inputScale);
  const scaling = trial.standardize && standardization(x);
  const history = await trainModel(model, {
    x: shapedFor(model, scaling ? standardized(x, scaling) : x),
    y: oneHot(
      train.map(({ fields }) => fields.emotion),
      emotions,
      { classes: trial.model.classes },
    ),
    optimizer,
    batchSize,
    epochs,
    alpha: l2,
    ...stopping,
    probabilityFloor,
    labelSmoothing,
    averaging,
    augment: augmentation && batchAugmentation(augmentation, inputs.shape, trial.inputScale),
    seed: trial.seed,
    onEpochEnd: ({ epoch }) => onEpoch(epoch + 1),
  });
  optimizer.dispose();
  if (scaling) foldStandardization(model, scaling);
  const trained = performance.now();
  const outputs = await probabilitiesOf(model, selectInputs(inputs, namesOf(test), trial.inputScale));
  const predicted = performance.now();

  const result: TrialResult = {
    key: trialKey(trial),
    trial,
    trainCount: train.length,
    testCount: test.length,
    sharedContent,
    predictions: test.map((item, i) => prediction(item, emotions, outputs, i, trial.model.classes)),
    history: {
      loss: history.loss.map((loss) => (Number.isFinite(loss) ? loss : null)),
      stopped: history.stopped,
    },
    seconds: { train: (trained - started) / 1000, predict: (predicted - trained) / 1000 },
    parameters: model.countParams(),
    environment: {
      backend: backendReason,
      node: process.version,
      tfjs: tf.version_core,
      processor: `${cpus()[0]?.model ?? 'unknown'} x ${availableParallelism()}`,
    },
  };
  return { result, model };
}

function createModel({ model, seed }: Trial, shape: number[]): LayersModel {
  if (model.kind === 'spectrogram-cnn') return spectrogramCnn({ ...model, bands: shape[0], frames: shape[1], seed });
  if (model.kind === 'cnn2d') return cnn2d({ ...model, inputSize: shape[0], seed });
  if (model.kind === 'cnn1d') return cnn1d({ ...model, inputLength: shape[0], seed });
  return mlp({ ...model, inputLength: shape[0], seed });
}

/** The optimizer with the schedule of the training, whose epochs are so many steps for these recordings. */
function scheduled({ optimizer, training }: Trial, recordings: number): OptimizerSpec {
  const { schedule, batchSize, epochs } = training;
  if (!schedule) return optimizer;
  const steps = Math.ceil(recordings / batchSize);
  const { kind, warmupEpochs } = schedule;
  return { ...optimizer, schedule: { kind, steps: steps * epochs, warmup: steps * warmupEpochs } };
}

async function probabilitiesOf(model: LayersModel, x: ReturnType<typeof selectInputs>): Promise<Float32Array> {
  // Nothing is tested where all are trained on.
  if (x.shape[0] === 0) return new Float32Array();
  return (await predictProbabilities(model, shapedFor(model, x), { batchSize: 64 })).data;
}

/** The same values in the shape that the model takes: an MLP takes features without a channel axis. */
function shapedFor<T extends { shape: number[] }>(model: LayersModel, x: T): T {
  const inner = model.inputs[0].shape.slice(1) as number[];
  return { ...x, shape: [x.shape[0], ...inner] };
}

function namesOf(items: SplitItem[]): string[] {
  return items.map(({ name }) => name);
}

function prediction(
  { name, fields }: SplitItem,
  emotions: CorpusEmotion[],
  outputs: Float32Array,
  row: number,
  classes: number,
): Prediction {
  const probabilities = [...outputs.subarray(row * classes, (row + 1) * classes)];
  return { name, yTrue: fields.emotion, yPred: answerOf(probabilities, emotions), probabilities };
}
