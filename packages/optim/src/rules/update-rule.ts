import type { TrainingKernels, UpdateAttributes } from '@aver/backend';
import type * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSpec } from '../optimizer-spec.js';
import { adagradRule } from './adagrad-rule.js';
import { adamRule } from './adam-rule.js';
import { rmspropRule } from './rmsprop-rule.js';
import { sgdRule } from './sgd-rule.js';

/** One of the kernels that @aver/backend registers where one pass is faster than plain operations, and what it is told. */
export type FusedUpdate = {
  [Name in 'AverSgdUpdate' | 'AverRootUpdate' | 'AverAdamUpdate']: {
    kernelName: Name;
    attrs: Omit<TrainingKernels[Name], keyof UpdateAttributes>;
  };
}['AverSgdUpdate' | 'AverRootUpdate' | 'AverAdamUpdate'];

/** A step of the training. */
export interface UpdateStep {
  /** From 1. */
  count: number;
  /** The rate of this step. */
  learningRate: number;
}

/** What one variable needs to take a step: the formula, and what it remembers between steps. */
export interface UpdateRule {
  /** What is remembered for each weight: a name for saved files, and the value before the first step. */
  slots: readonly { name: string; start: number }[];
  /** The same update as one kernel over all variables, which a backend may have and else may not. */
  fused(step: UpdateStep): FusedUpdate;
  /** The new weights and the new slots. All tensors have the shape of the weights. */
  update(weights: tf.Tensor, gradient: tf.Tensor, slots: tf.Tensor[], step: UpdateStep): [tf.Tensor, ...tf.Tensor[]];
}

/** The rule of a spec that createOptimizer has checked. */
export function updateRule(spec: OptimizerSpec): UpdateRule {
  switch (spec.name) {
    case 'sgd':
      return sgdRule();
    case 'adagrad':
      return adagradRule(spec);
    case 'rmsprop':
      return rmspropRule(spec);
    case 'adam':
      return adamRule(spec);
  }
}
