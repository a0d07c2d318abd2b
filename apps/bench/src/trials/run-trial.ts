import { availableParallelism, cpus } from 'node:os';
import { cnn1d, cnn2d, mlp, predictProbabilities, trainModel } from '@aver/models';
import { createOptimizer } from '@aver/optim';
import type { CorpusEmotion } from '@aver/ravdess';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type InputTable, selectInputs } from '../data/input-table.js';
import { type SplitItem, splitItems, splitTrial } from './split-trial.js';
import type { Trial } from './trial.js';
import { trialKey } from './trial-key.js';
import type { Prediction, TrialResult } from './trial-result.js';

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
  const optimizer = createOptimizer(trial.optimizer);
  const { batchSize, epochs, l2, stopping, probabilityFloor } = trial.training;

  const started = performance.now();
  const history = await trainModel(model, {
    x: shapedFor(model, selectInputs(inputs, namesOf(train), trial.inputScale)),
    y: oneHot(train, emotions, trial.model.classes),
    optimizer,
    batchSize,
    epochs,
    l2,
    ...stopping,
    probabilityFloor,
    seed: trial.seed,
    onEpochEnd: ({ epoch }) => onEpoch(epoch + 1),
  });
  optimizer.dispose();
  const trained = performance.now();
  const x = shapedFor(model, selectInputs(inputs, namesOf(test), trial.inputScale));
  const outputs = await predictProbabilities(model, x, { batchSize: 64 });
  const predicted = performance.now();

  const result: TrialResult = {
    key: trialKey(trial),
    trial,
    trainCount: train.length,
    testCount: test.length,
    sharedContent,
    predictions: test.map((item, i) => prediction(item, emotions, outputs.data, i, trial.model.classes)),
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
  if (model.kind === 'cnn2d') return cnn2d({ ...model, inputSize: shape[0], seed });
  if (model.kind === 'cnn1d') return cnn1d({ ...model, inputLength: shape[0], seed });
  return mlp({ ...model, inputLength: shape[0], seed });
}

/** The same values in the shape that the model takes: an MLP takes features without a channel axis. */
function shapedFor<T extends { shape: number[] }>(model: LayersModel, x: T): T {
  const inner = model.inputs[0].shape.slice(1) as number[];
  return { ...x, shape: [x.shape[0], ...inner] };
}

function namesOf(items: SplitItem[]): string[] {
  return items.map(({ name }) => name);
}

function oneHot(
  items: SplitItem[],
  emotions: CorpusEmotion[],
  classes: number,
): { data: Float32Array; shape: number[] } {
  const data = new Float32Array(items.length * classes);
  for (const [i, { fields }] of items.entries()) data[i * classes + emotions.indexOf(fields.emotion)] = 1;
  return { data, shape: [items.length, classes] };
}

function prediction(
  { name, fields }: SplitItem,
  emotions: CorpusEmotion[],
  outputs: Float32Array,
  row: number,
  classes: number,
): Prediction {
  const probabilities = [...outputs.subarray(row * classes, (row + 1) * classes)];
  let best = 0;
  for (let i = 1; i < classes; i++) if (probabilities[i] > probabilities[best]) best = i;
  return { name, yTrue: fields.emotion, yPred: emotions[best] ?? 'other', probabilities };
}
