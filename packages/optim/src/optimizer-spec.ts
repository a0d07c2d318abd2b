/** Plain gradient descent: w -= learningRate g. */
export interface SgdSpec {
  name: 'sgd';
  learningRate: number;
}

/**
 * AdaGrad. v is the sum of all squared gradients so far.
 *
 * - `paper`: v starts at 0; w -= learningRate g / sqrt(v + epsilon) (the paper's formula 1).
 * - `tflearn`: v starts at initialAccumulator; w -= learningRate g / sqrt(v) (tf.compat.v1 AdagradOptimizer).
 * - `keras`: v starts at initialAccumulator; w -= learningRate g / sqrt(v + epsilon) (Keras 3 Adagrad).
 */
export type AdagradSpec =
  | { name: 'adagrad'; form: 'paper'; learningRate: number; epsilon: number }
  | { name: 'adagrad'; form: 'tflearn'; learningRate: number; initialAccumulator: number }
  | { name: 'adagrad'; form: 'keras'; learningRate: number; initialAccumulator: number; epsilon: number };

/**
 * RMSProp. v = decay v + (1 - decay) g^2; w -= learningRate g / sqrt(v + epsilon).
 *
 * - `paper` (formula 2) and `keras` (Keras 3 RMSprop, momentum 0, not centered): v starts at 0.
 * - `tflearn` (tf.compat.v1 RMSPropOptimizer, momentum 0): v starts at 1, so the first steps are smaller.
 */
export interface RmspropSpec {
  name: 'rmsprop';
  form: 'paper' | 'tflearn' | 'keras';
  learningRate: number;
  decay: number;
  epsilon: number;
}

/**
 * Adam. m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; both start at 0; t counts the steps from 1.
 *
 * - `paper` (formula 3): w -= learningRate m' / sqrt(v' + epsilon) with m' = m / (1 - beta1^t), v' = v / (1 - beta2^t).
 * - `tflearn` (tf.compat.v1 AdamOptimizer), `keras` (Keras 3 Adam) and `sklearn` (scikit-learn's MLPClassifier) are
 *   one formula: w -= learningRate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon). They differ in what the
 *   libraries take for epsilon when nothing is said; here it is always said.
 */
export interface AdamSpec {
  name: 'adam';
  form: 'paper' | 'tflearn' | 'keras' | 'sklearn';
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

/**
 * A learning rate that rises for `warmup` steps and falls along half a cosine to 0 in `steps`: in step t, from 1, it is
 * learningRate min(1, t / (warmup + 1)) (1 + cos(pi min(1, (t - 1) / steps))) / 2.
 */
export type ScheduleSpec = { kind: 'cosine'; steps: number; warmup: number };

/** An optimizer with every number written out, as plain JSON. */
export type OptimizerSpec = (SgdSpec | AdagradSpec | RmspropSpec | AdamSpec) & {
  /** All gradients together are scaled down to this Euclidean norm where theirs is larger. Absent: no clipping. */
  clipNorm?: number;
  /**
   * Decoupled weight decay: w -= learningRate weightDecay w before each step, on variables of rank > 1, which biases and
   * normalisations are not; with adam this is AdamW (Loshchilov and Hutter 2019). Absent: none.
   */
  weightDecay?: number;
  /** How learningRate changes from step to step. Absent: not at all. */
  schedule?: ScheduleSpec;
};
