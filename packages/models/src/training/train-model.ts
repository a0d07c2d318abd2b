import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { deriveSeed } from '../randomness/derive-seed.js';
import { shuffledOrder } from '../randomness/shuffled-order.js';
import { averagedWeights } from './averaged-weights.js';
import { balancedWeights } from './batches/balanced-weights.js';
import type { Samples } from './batches/samples.js';
import { type TrainingBatch, trainingBatches } from './batches/training-batches.js';
import { dropoutSeeds } from './dropout-seeds.js';
import { improvementCounter } from './improvement-counter.js';
import { missingGradient } from './missing-gradient.js';
import { requireTrainingOptions } from './require-training-options.js';
import { createTrainStep } from './train-step.js';
import { captureState, restoreState, type TrainingState } from './training-state.js';
import { bestWeights } from './validation/best-weights.js';
import { validationLoss } from './validation/validation-loss.js';
import { validationSplit } from './validation/validation-split.js';
import { weightsAreFinite } from './weights-are-finite.js';
import { yieldToEventLoop } from './yield-to-event-loop.js';

export interface TrainModelOptions {
  /** Inputs, samples first; a sample has as many values as the model's input. */
  x: Samples;
  /** Labels, (samples, classes): one-hot, or soft ones, such as the shares of several raters; each row adds to 1. */
  y: Samples;
  /** Makes the steps. Its state is the caller's to dispose. */
  optimizer: tf.Optimizer;
  /** Samples per step; the last batch of an epoch may be smaller. */
  batchSize: number;
  /** Greatest number of epochs. */
  epochs: number;
  /** Decides the order of the samples and the dropout masks, an integer of at least 0. */
  seed: number;
  /** Whether each epoch has an order of its own. @default true */
  shuffle?: boolean;
  /**
   * scikit-learn's alpha: adds 0.5 alpha sum(W^2) / n to the loss of a batch of n, over all weights but biases.
   * @default 0
   */
  alpha?: number;
  /**
   * Samples to judge each epoch by, without training on them: a share of x and y, drawn by the seed, or others. The
   * training then stops on their loss instead of its own, and ends with the weights of the epoch that had the lowest.
   * @default undefined
   */
  validation?: { share: number } | { x: Samples; y: Samples };
  /**
   * Stop when the loss has not fallen by this much for more than `patience` epochs.
   * @default undefined, which never stops early; 0 with validation
   */
  tolerance?: number;
  /** See tolerance. @default 10 */
  patience?: number;
  /**
   * Clips probabilities there, with no gradient outside: 1e-10 as TFLearn, 1e-7 as Keras before it used logits.
   * @default undefined, the loss from logits
   */
  probabilityFloor?: number;
  /**
   * Share s of each label that is spread evenly over all classes, (1 - s) y + s / classes, in [0, 1). The training loss
   * is that of these targets, the validation loss that of the labels.
   * @default 0
   */
  labelSmoothing?: number;
  /**
   * What the loss of each sample is multiplied with, by its class (of a soft label the largest share, the first of
   * equals), so that rare classes count as much as frequent ones: one number of at least 0 per class, or 'balanced',
   * samples / (classes x samples of the class) over the samples that are trained on. As in Keras the batch loss divides by
   * the number of samples, not by the sum of their weights, and the validation loss is not weighted.
   * @default undefined, every sample counts the same
   */
  classWeights?: readonly number[] | 'balanced';
  /**
   * Decay d per step of an exponential moving average of all weights, min(d, (1 + step) / (10 + step)) at first, in
   * [0, 1). The validation judges the averages, and the model has them at the end; onStep and onEpochEnd see the weights
   * that are trained.
   * @default undefined, no averaging
   */
  averaging?: number;
  /**
   * Changes copies of a batch's inputs and labels in place, row-major; a row of labels must still add to 1.
   * Each step has a seed of its own, an integer in [1, 2^32), which `seed` decides. Validation samples are not changed.
   * @default undefined
   */
  augment?: (x: Float32Array, y: Float32Array, seed: number) => void;
  /** Called after each step. The gradients, by variable name and before any clipping, are disposed afterwards. */
  onStep?: (step: {
    /** From 0, over all epochs. */
    step: number;
    epoch: number;
    loss: number;
    gradients: Readonly<tf.NamedTensorMap>;
  }) => void | Promise<void>;
  /** Called after each epoch, the first being 0. */
  onEpochEnd?: (epoch: {
    epoch: number;
    /** Mean loss of the epoch's samples, each taken before the step of its batch. */
    loss: number;
    /** Mean loss of the validation samples after the epoch, without dropout and penalties, where there are any. */
    validationLoss?: number;
    /** Seconds since the start of this call. */
    elapsed: number;
    /** The training as it stands, for `resume`; to be awaited before this returns. */
    state(): Promise<TrainingState>;
  }) => void | Promise<void>;
  /**
   * What `state` gave after an epoch of a training of the same model, data and options: it goes on from there, with
   * @aver/optim's optimizers to the same weights to the last bit. Model and optimizer, newly made, are given what they had;
   * both calls count the same epochs.
   * @default undefined, from the start
   */
  resume?: TrainingState;
  /** Stops the training before its next step. */
  signal?: AbortSignal;
}

export interface TrainModelResult {
  /** Mean training loss of each finished epoch; NaN where it diverged. */
  loss: number[];
  /** Mean validation loss after each finished epoch, where validation samples were asked for. */
  validationLoss?: number[];
  /** The epoch, from 0, whose weights the model has at the end: the one with the lowest validation loss. */
  bestEpoch?: number;
  /** Number of finished epochs. */
  epochs: number;
  /** Why it ended: all epochs done, no more improvement, the signal, or a loss or weight that is no finite number. */
  stopped: 'epochs' | 'converged' | 'aborted' | 'diverged';
}

/** Longest time in milliseconds between two turns of the event loop, a single step that takes longer aside. */
const turn = 30;

/**
 * Trains a model in place by mini-batches on the categorical cross-entropy of its softmax output.
 *
 * The loss of an epoch is what scikit-learn's `loss_curve_` has: the sum of batch loss times batch size, over the
 * number of samples. A batch loss is the mean of -log(probability of the label), from the logits as in Keras 3 and
 * scikit-learn, plus 0.5 alpha sum(W^2) / n. Stopping, too, counts as scikit-learn does.
 *
 * With `validation` the stopping counts the loss of samples that are not trained on, and the model ends with the weights
 * of its best epoch, however the training ended (Keras's EarlyStopping with restore_best_weights, counted as above).
 *
 * A training whose loss becomes NaN or infinite ends there with `diverged`, and so it does after an epoch that left a
 * weight NaN or infinite. Its last loss is NaN. It does not throw, since that is a result of a study, not an accident.
 * Without `validation` the weights, or their averages, stay as the last step left them.
 *
 * The result depends on weights, data, options and backend alone. Every dropout layer gets a seed of its own for each
 * step, TensorFlow.js's own too. The event loop has its turn at least every 50 ms or after each step.
 *
 * @param model Any LayersModel with one input and one output (samples, classes).
 * @throws RangeError when an option is out of range, a row of labels does not add to 1, shapes do not go together, or the backend cannot train a layer.
 *
 * @see paper, section 4; scikit-learn 1.9 `MLPClassifier._fit_stochastic`; Keras 3 `categorical_crossentropy`.
 *
 * @example
 * const { loss } = await trainModel(mlp(), { x, y, optimizer, batchSize: 256, epochs: 500, seed: 1, alpha: 0.01 });
 */
export async function trainModel(model: LayersModel, options: TrainModelOptions): Promise<TrainModelResult> {
  const { x, y, optimizer, batchSize, epochs, seed, shuffle = true, alpha = 0 } = options;
  const { validation, patience = 10, probabilityFloor, averaging, classWeights, onStep, onEpochEnd } = options;
  const { resume, signal } = options;
  const tolerance = options.tolerance ?? (validation && 0);
  requireTrainingOptions(model, options);

  const share = validation && 'share' in validation ? validation.share : 0;
  const { training, heldBack } = validationSplit(x.shape[0], share, seed);
  const judge = validation && judgeOf(validation);
  const samples = training.length;
  const weights = classWeights === 'balanced' ? balancedWeights(y, training) : classWeights;
  const readBatch = trainingBatches(model, options, weights);
  const trainStep = createTrainStep(model, { optimizer, alpha, probabilityFloor });
  const dropouts = dropoutSeeds(model, deriveSeed(seed, 1));
  const improvement = improvementCounter(tolerance, patience);

  const best = bestWeights(model);
  const averages = averaging === undefined ? undefined : averagedWeights(model, averaging);

  const losses = [...(resume?.loss ?? [])];
  const validationLosses = [...(resume?.validationLoss ?? [])];
  const memory = { model, optimizer, averages, best };
  const finish = (stopped: TrainModelResult['stopped']): TrainModelResult => ({
    loss: losses,
    ...(judge && { validationLoss: validationLosses, bestEpoch: lowest(validationLosses) }),
    epochs: losses.length,
    stopped,
  });
  const started = performance.now();
  let lastTurn = started;
  // Order, masks and augmentation are decided by seed and count alone.
  let step = losses.length * Math.ceil(samples / batchSize);

  try {
    if (resume) await restoreState(resume, memory);
    if (losses.some(Number.isNaN)) return finish('diverged');
    if ((judge ? validationLosses : losses).map(improvement).at(-1)) return finish('converged');
    for (let epoch = losses.length; epoch < epochs; epoch++) {
      const order = shuffle
        ? shuffledOrder(samples, deriveSeed(seed, 0, epoch)).map((place) => training[place])
        : training;
      let sum = 0;
      for (let start = 0; start < samples && Number.isFinite(sum); start += batchSize) {
        if (signal?.aborted) return finish('aborted');
        const rows = order.subarray(start, start + batchSize);
        sum += (await stepOn(rows, epoch)) * rows.length;
        if (performance.now() - lastTurn > turn) {
          await yieldToEventLoop();
          lastTurn = performance.now();
        }
      }
      const loss = Number.isFinite(sum) && (await weightsAreFinite(model)) ? sum / samples : Number.NaN;
      losses.push(loss);
      const judged = judge && { validationLoss: await judgeWeights(judge) };
      const elapsed = (performance.now() - started) / 1000;
      await onEpochEnd?.({ epoch, loss, ...judged, elapsed, state });
      if (Number.isNaN(loss)) return finish('diverged');
      if (improvement(judged ? judged.validationLoss : loss)) return finish('converged');
    }
    return finish('epochs');
  } finally {
    dropouts.restore();
    averages?.exchange();
    averages?.dispose();
    best.restore();
  }

  async function state(): Promise<TrainingState> {
    const captured = await captureState(memory);
    return { loss: [...losses], ...(judge && { validationLoss: [...validationLosses] }), ...captured };
  }

  /** The validation loss, and the weights kept if it is the lowest so far. */
  async function judgeWeights(judge: () => Promise<number>): Promise<number> {
    averages?.exchange();
    try {
      const loss = await judge();
      if (lowest([...validationLosses, loss]) === validationLosses.length) best.keep();
      validationLosses.push(loss);
      return loss;
    } finally {
      averages?.exchange();
    }
  }

  function judgeOf(validation: NonNullable<TrainModelOptions['validation']>): () => Promise<number> {
    const judged = 'share' in validation ? { x, y } : validation;
    const rows = 'share' in validation ? heldBack : Uint32Array.from({ length: judged.x.shape[0] }, (_, i) => i);
    return validationLoss(model, judged, rows, { batchSize, probabilityFloor });
  }

  function takeStep(batch: TrainingBatch): ReturnType<typeof trainStep> {
    try {
      return trainStep(batch);
    } catch (error) {
      throw missingGradient(model, error) ?? error;
    }
  }

  async function stepOn(rows: Uint32Array, epoch: number): Promise<number> {
    dropouts.set(step);
    const batch = readBatch(rows, step);
    let taken: ReturnType<typeof trainStep> | undefined;
    try {
      taken = takeStep(batch);
      averages?.add(step);
      const [loss] = await taken.value.data();
      await onStep?.({ step, epoch, loss, gradients: taken.gradients });
      step++;
      return loss;
    } finally {
      tf.dispose(Object.values(batch));
      if (taken) tf.dispose([taken.value, taken.gradients]);
    }
  }
}

/** Where the first of the lowest losses stands, NaN aside; undefined where there is none. */
function lowest(losses: number[]): number | undefined {
  const finite = losses.filter((loss) => loss < Infinity);
  return finite.length > 0 ? losses.indexOf(Math.min(...finite)) : undefined;
}
