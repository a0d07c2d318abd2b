import { availableParallelism, cpus } from 'node:os';
import {
  cnn1d,
  cnn2d,
  foldStandardization,
  mlp,
  oneHot,
  predictProbabilities,
  type Standardization,
  spectrogramCnn,
  standardization,
  standardized,
  type TrainingState,
  type TrainModelOptions,
  trainModel,
  voiceNetwork,
} from '@aver/models';
import { createOptimizer, type OptimizerSpec } from '@aver/optim';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type BaselineSpec, baselineProbabilities, isBaseline } from './baseline.js';
import { batchAugmentation } from './batch-augmentation.js';
import { type InputTable, selectInputs } from './input-table.js';
import { countAnswers, learnedLabels } from './learned-labels.js';
import { type SplitItem, splitItems, splitTrial } from './split-trial.js';
import { type Teacher, taughtLabels } from './taught-labels.js';
import type { Trial } from './trial.js';
import { trialKey } from './trial-key.js';
import { answerOf, type Prediction, type TrialResult } from './trial-result.js';
import { withFirstOutputs } from './with-first-outputs.js';

/**
 * Trains the trial's model on its training part and asks it for every test recording: a function of its arguments
 * alone. The trial's backend must be ready.
 *
 * @param inputs The input of every recording of the trial's data.
 * @param backendReason How the backend describes itself, for the record.
 * @param onEpoch Called after each epoch with the number of epochs done.
 * @param keeper Keeps a training that is under way, so that one which was ended goes on; absent: it begins anew.
 * @returns The result, and the trained model, which is the caller's to dispose; none where it is no network. Where the
 * model is to be given standardised values, how.
 */
export async function runTrial(
  trial: Trial,
  inputs: InputTable,
  backendReason: string,
  onEpoch: (epochs: number) => void = () => {},
  keeper?: TrainingKeeper,
): Promise<{ result: TrialResult; model?: LayersModel; standardization?: Standardization }> {
  const { corpus, emotions } = trial.data;
  const labels = learnedLabels(trial.data);
  const items = splitItems(corpus, inputs.names, inputs.fingerprints, labels, trial.data.labels);
  const { sharedContent, ...parts } = splitTrial(trial.split, items);
  const isAnswered = ({ fields }: SplitItem) => emotions.includes(fields.emotion);
  const test = parts.test.filter(isAnswered);
  // Between two answers an SVM decides by these alone, and a neighbour of no answer has no vote.
  const train = isBaseline(trial.model) ? parts.train.filter(isAnswered) : parts.train;
  const x = selectInputs(inputs, namesOf(train), trial.inputScale);
  const asked = selectInputs(inputs, namesOf(test), trial.inputScale);
  const learned = isBaseline(trial.model)
    ? await fitBaseline(trial, x, train, asked)
    : await trainNetwork(trial, inputs.shape, x, train, asked, test, onEpoch, keeper);
  const { model, outputs, history, seconds } = learned;
  const result: TrialResult = {
    key: trialKey(trial),
    trial,
    trainCount: train.length,
    testCount: test.length,
    sharedContent,
    predictions: test.map((item, i) => prediction(item, trial, outputs.subarray((i * outputs.length) / test.length))),
    history,
    seconds,
    parameters: model?.countParams() ?? 0,
    environment: {
      backend: backendReason,
      node: process.version,
      tfjs: tf.version_core,
      processor: `${cpus()[0]?.model ?? 'unknown'} x ${availableParallelism()}`,
    },
  };
  return { result, model, standardization: learned.standardization };
}

/** A training that is under way. */
export interface UnfinishedTraining {
  state: TrainingState;
  /** Wall-clock seconds so far. */
  seconds: number;
  heldOut: NonNullable<TrialResult['history']['heldOut']>;
}

/** Where a training that is under way is kept. */
export interface TrainingKeeper {
  /** What is kept of it; undefined: nothing. */
  read(): Promise<UnfinishedTraining | undefined>;
  /** Called after each epoch; whether it is time to keep it is the keeper's to say. */
  offer(training: () => Promise<UnfinishedTraining>): Promise<void>;
}

/** About how often in a training the test part is asked. */
const heldOutPoints = 20;

type Selected = ReturnType<typeof selectInputs>;

/** What was learned, and what it answers. */
interface Learned {
  /** Absent where it is no network. */
  model?: LayersModel;
  /** What the model's inputs are to be brought to, where its weights did not take that up. */
  standardization?: Standardization;
  /** Shape [recordings to test, classes]. */
  outputs: Float32Array;
  history: TrialResult['history'];
  seconds: TrialResult['seconds'];
}

async function trainNetwork(
  trial: Trial,
  shape: number[],
  x: Selected,
  train: SplitItem[],
  asked: Selected,
  test: SplitItem[],
  onEpoch: (epochs: number) => void,
  keeper: TrainingKeeper | undefined,
): Promise<Learned> {
  const { epochs } = trial.training;
  const started = performance.now();
  const scaling = trial.standardize && scalingFor(trial, x);
  const learned = scaling ? standardized(x, scaling) : x;
  const hard = oneHot(
    train.map(({ fields }) => fields.emotion),
    learnedLabels(trial.data),
    { classes: trial.model.classes },
  );
  const y = await taughtLabels(trial, train, learned, hard, teachersOf(trial, shape));
  let model = createModel(trial, shape);
  const given = scaling && test.length > 0 ? standardized(asked, scaling) : asked;
  const before = await keeper?.read();
  const heldOut = before?.heldOut ?? [];
  const secondsSoFar = () => (before?.seconds ?? 0) + (performance.now() - started) / 1000;
  const every = Math.max(1, Math.floor(epochs / heldOutPoints));
  if (before) onEpoch(before.state.loss.length);
  const history = await fit(model, trial, shape, learned, y, before?.state, async ({ epoch, loss, state }) => {
    if (test.length > 0 && (epoch + 1) % every === 0) {
      const loss = meanLoss(await probabilitiesOf(model, given), test, trial);
      heldOut.push({ epoch: epoch + 1, loss: Number.isFinite(loss) ? loss : null });
    }
    onEpoch(epoch + 1);
    // A training that diverged ends here.
    if (Number.isFinite(loss)) {
      await keeper?.offer(async () => ({ state: await state(), seconds: secondsSoFar(), heldOut }));
    }
  });
  // What lies between the values and the first weights, such as a tanh, cannot be folded.
  const kept = trial.model.kind === 'voice-network' ? scaling : undefined;
  if (scaling && !kept) foldStandardization(model, scaling);
  if (trial.data.auxiliary) {
    const all = model;
    const classes = countAnswers(trial);
    model = withFirstOutputs(all, createModel({ ...trial, model: { ...trial.model, classes } }, shape));
    all.dispose();
  }
  const trained = performance.now();
  const secondsToTrain = secondsSoFar();
  const outputs = await probabilitiesOf(model, kept ? given : asked);
  return {
    model,
    standardization: kept,
    outputs,
    history: {
      loss: history.loss.map((loss) => (Number.isFinite(loss) ? loss : null)),
      ...(heldOut.length > 0 && { heldOut }),
      stopped: history.stopped,
    },
    seconds: { train: secondsToTrain, predict: (performance.now() - trained) / 1000 },
  };
}

/** Trains a network as the trial says, on labels of its own or of a teacher. */
async function fit(
  model: LayersModel,
  trial: Pick<Trial, 'optimizer' | 'training' | 'model' | 'inputScale' | 'seed'>,
  shape: number[],
  x: Selected,
  y: ReturnType<typeof oneHot>,
  resume?: TrainingState,
  onEpochEnd?: TrainModelOptions['onEpochEnd'],
): ReturnType<typeof trainModel> {
  const { batchSize, epochs, l2, stopping, probabilityFloor, labelSmoothing, averaging, augmentation, classWeights } =
    trial.training;
  const optimizer = createOptimizer(scheduled(trial, x.shape[0]));
  try {
    return await trainModel(model, {
      x: shapedFor(model, x),
      y,
      optimizer,
      batchSize,
      epochs,
      alpha: l2,
      ...stopping,
      probabilityFloor,
      labelSmoothing,
      averaging,
      classWeights,
      augment: augmentation && batchAugmentation(augmentation, shape, trial.inputScale),
      seed: trial.seed,
      resume,
      onEpochEnd,
    });
  } finally {
    optimizer.dispose();
  }
}

/** A network like the trial's, and an SVM where the trial asks for it. */
function teachersOf(trial: Trial, shape: number[]): Teacher[] {
  const known = learnedLabels(trial.data);
  const { classes } = trial.model;
  const network: Teacher = async ({ x, y }, asked, seed) => {
    const model = createModel({ ...trial, seed }, shape);
    try {
      await fit(model, { ...trial, seed }, shape, x, y as ReturnType<typeof oneHot>);
      return await probabilitiesOf(model, asked);
    } finally {
      model.dispose();
    }
  };
  const svm: Teacher = ({ x, items }, asked) => {
    const labels = items.map(({ fields }) => known.indexOf(fields.emotion));
    const weights = balancedWeights(labels, known.length);
    return baselineProbabilities({ kind: 'svm', kernel: 'rbf', c: 10, classes }, x, labels, asked, weights);
  };
  return trial.training.teachers?.svm ? [network, svm] : [network];
}

/** Learns and answers in one go, without epochs. */
async function fitBaseline(trial: Trial, x: Selected, train: SplitItem[], asked: Selected): Promise<Learned> {
  const started = performance.now();
  const { emotions } = trial.data;
  const scaling = trial.standardize && standardization(x);
  const labels = train.map(({ fields }) => emotions.indexOf(fields.emotion));
  const weights = trial.training.classWeights;
  const outputs = await baselineProbabilities(
    trial.model as BaselineSpec,
    scaling ? standardized(x, scaling) : x,
    labels,
    scaling && asked.shape[0] > 0 ? standardized(asked, scaling) : asked,
    weights === 'balanced' ? balancedWeights(labels, emotions.length) : weights,
  );
  const seconds = { train: (performance.now() - started) / 1000, predict: 0 };
  return { outputs, history: { loss: [], stopped: 'epochs' }, seconds };
}

/** As scikit-learn's `balanced`: recordings / (classes * recordings of the class). */
function balancedWeights(labels: number[], classes: number): number[] {
  const counts = Array.from({ length: classes }, (_, one) => labels.filter((label) => label === one).length);
  return counts.map((count) => (count === 0 ? 1 : labels.length / (classes * count)));
}

/** Half a deviation in front of a tanh: what was heard in training stays where it is nearly straight. */
function scalingFor({ model }: Trial, x: Selected): Standardization {
  const { mean, deviation } = standardization(x);
  const widths = model.kind === 'voice-network' ? 2 : 1;
  return { mean, deviation: deviation.map((one) => widths * one) };
}

function createModel({ model, seed }: Pick<Trial, 'model' | 'seed'>, shape: number[]): LayersModel {
  if (model.kind === 'spectrogram-cnn') return spectrogramCnn({ ...model, bands: shape[0], frames: shape[1], seed });
  if (model.kind === 'cnn2d') return cnn2d({ ...model, inputSize: shape[0], seed });
  if (model.kind === 'cnn1d') return cnn1d({ ...model, inputLength: shape[0], seed });
  if (model.kind === 'voice-network') return voiceNetwork({ ...model, inputLength: shape[0], seed });
  if (model.kind === 'svm' || model.kind === 'knn') throw new RangeError(`createModel: ${model.kind} is no network`);
  return mlp({ ...model, inputLength: shape[0], seed });
}

/** The optimizer with the schedule of the training, whose epochs are so many steps for these recordings. */
function scheduled(
  { optimizer, training, model }: Pick<Trial, 'optimizer' | 'training' | 'model'>,
  recordings: number,
): OptimizerSpec {
  if (!optimizer) throw new RangeError(`runTrial: optimizer must be given for ${model.kind}; received none`);
  const { schedule, batchSize, epochs } = training;
  if (!schedule) return optimizer;
  const steps = Math.ceil(recordings / batchSize);
  const { kind, warmupEpochs } = schedule;
  return { ...optimizer, schedule: { kind, steps: steps * epochs, warmup: steps * warmupEpochs } };
}

/** Mean of -log(probability of the label), which is clipped at 1e-7 as in Keras. */
function meanLoss(outputs: Float32Array, test: SplitItem[], { data, model }: Trial): number {
  const sum = test.reduce((total, { fields }, i) => {
    const probability = outputs[i * model.classes + data.emotions.indexOf(fields.emotion)];
    return total - Math.log(Math.max(probability, 1e-7));
  }, 0);
  return sum / test.length;
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

function prediction({ name, fields }: SplitItem, trial: Trial, outputs: Float32Array): Prediction {
  const probabilities = [...outputs.subarray(0, countAnswers(trial))];
  return { name, yTrue: fields.emotion, yPred: answerOf(probabilities, trial.data.emotions), probabilities };
}
