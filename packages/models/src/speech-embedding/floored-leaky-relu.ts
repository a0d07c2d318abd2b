import * as tf from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';

export interface FlooredLeakyReluOptions {
  /** Slope below 0, from 0 to 1. @default 0.2 */
  alpha?: number;
  /** What a value is at least: one number, or one for each channel. @default -0.4 */
  floor?: number | readonly number[];
  /** The layer's name. */
  name?: string;
  /** Whether it counts as trainable; it has no weights. @default true */
  trainable?: boolean;
}

/**
 * Leaky relu that goes no lower than a floor: max(x, alpha x, floor). With alpha 0.2 and floor -0.4, the activation of
 * `speechEmbedding`, it is flat below -2.
 *
 * TensorFlow.js has no such layer, and a saved model that holds one loads where this package is imported: the class is in
 * TensorFlow.js's registry from then on.
 *
 * @throws RangeError when alpha is out of range or a floor is no finite number.
 *
 * @see Lin, Kilgour, Roblek, Sharifi 2020, arXiv 2002.01322, as published on TensorFlow Hub
 *
 * @example
 * new FlooredLeakyRelu().apply(tf.tensor1d([-3, -1, 2])); // -0.4, -0.2, 2
 */
export class FlooredLeakyRelu extends layers.Layer {
  /** The layer's name in TensorFlow.js's registry and in saved models. */
  static readonly className = 'FlooredLeakyRelu';
  private readonly alpha: number;
  private readonly floor: number | readonly number[];

  constructor({ alpha = 0.2, floor = -0.4, ...rest }: FlooredLeakyReluOptions = {}) {
    super(rest);
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new RangeError(`FlooredLeakyRelu: alpha must be a number from 0 to 1; received ${alpha}`);
    }
    if (![floor].flat().every(Number.isFinite)) {
      throw new RangeError(`FlooredLeakyRelu: floor must be one or several finite numbers; received ${floor}`);
    }
    this.alpha = alpha;
    this.floor = floor;
    this.supportsMasking = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Record<string, unknown>): tf.Tensor {
    return tf.tidy(() => {
      this.invokeCallHook(inputs, kwargs);
      const input = Array.isArray(inputs) ? inputs[0] : inputs;
      return tf.maximum(tf.leakyRelu(input, this.alpha), tf.tensor(this.floor as number | number[]));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { alpha: this.alpha, floor: this.floor as number | number[], ...super.getConfig() };
  }
}

tf.serialization.registerClass(FlooredLeakyRelu);
