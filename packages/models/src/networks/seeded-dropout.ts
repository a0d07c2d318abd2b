import type { SeededDropoutAttributes, TrainingKernels } from '@aver/backend';
import { requireSeed } from '@aver/random';
import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { deriveSeed } from '../randomness/derive-seed.js';
import { dropoutMask, maskParameters } from '../randomness/dropout-mask.js';

const kernelName: keyof TrainingKernels = 'AverSeededDropout';

export interface SeededDropoutOptions {
  /** Probability that a value is set to 0, in [0, 1). TFLearn's `dropout(0.8)` names the probability to keep: rate 0.2. */
  rate: number;
  /** Decides all masks, an integer of at least 0. */
  seed: number;
  /** The layer's name. */
  name?: string;
}

/**
 * Dropout with a fresh mask at every step, all from one seed; TensorFlow.js's own `layers.dropout({ seed })` makes the
 * same mask at every step (tensorflow/tfjs#7104). Without effect at inference.
 *
 * In a saved model it is a standard Dropout, so the model loads wherever tfjs or Keras models load. The configuration
 * carries no seed: with one, a loaded model that is trained on would get the same mask at every step.
 *
 * @throws RangeError when rate or seed is out of range.
 *
 * @example
 * new SeededDropout({ rate: 0.2, seed: 7 }).apply(x, { training: true }); // a fifth of the values is 0
 */
export class SeededDropout extends layers.Layer {
  private readonly rate: number;
  private calls = 0;
  private currentSeed: number;

  constructor({ rate, seed, name }: SeededDropoutOptions) {
    super({ name });
    if (!(rate >= 0 && rate < 1)) {
      throw new RangeError(`SeededDropout: rate must be a number in [0, 1); received ${rate}`);
    }
    requireSeed('SeededDropout', seed);
    this.rate = rate;
    this.currentSeed = seed;
    this.supportsMasking = true;
  }

  get seed(): number {
    return this.currentSeed;
  }

  /** A new seed starts a new sequence of masks. */
  set seed(seed: number) {
    this.currentSeed = seed;
    this.calls = 0;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Record<string, unknown>): tf.Tensor {
    const input = Array.isArray(inputs) ? inputs[0] : inputs;
    this.invokeCallHook(inputs, kwargs);
    if (!kwargs.training || this.rate === 0) return input;
    if (tf.getKernel(kernelName, tf.getBackend()) && input.dtype === 'float32') {
      return maskByKernel(input, maskParameters(this.rate, this.nextSeed()));
    }
    const mask = dropoutMask(input.size, this.rate, this.nextSeed());
    return tf.tidy(() => tf.mul(input, tf.tensor(mask, input.shape, 'float32')));
  }

  /** What decides the mask of the next step, for a kernel that does this layer's work; undefined where all is kept. */
  nextMask(): SeededDropoutAttributes | undefined {
    return this.rate === 0 ? undefined : maskParameters(this.rate, this.nextSeed());
  }

  private nextSeed(): number {
    return deriveSeed(this.currentSeed, this.calls++);
  }

  override getClassName(): string {
    return 'Dropout';
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { rate: this.rate, noiseShape: null, seed: null, ...super.getConfig() };
  }
}

/** The same product by a kernel that makes the mask on its way; @aver/backend brings it to the wasm backend. */
function maskByKernel(input: tf.Tensor, attributes: SeededDropoutAttributes): tf.Tensor {
  const masked = (x: tf.Tensor) => tf.engine().runKernel(kernelName, { x }, { ...attributes }) as tf.Tensor;
  return tf.customGrad((x) => ({ value: masked(x as tf.Tensor), gradFunc: masked }))(input);
}
