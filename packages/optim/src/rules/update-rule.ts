import type * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSpec } from '../optimizer-spec.js';
import { adagradRule } from './adagrad-rule.js';
import { adamRule } from './adam-rule.js';
import { rmspropRule } from './rmsprop-rule.js';
import { sgdRule } from './sgd-rule.js';

/** Kernels that @aver/backend registers where one pass is faster than plain operations. */
export type FusedKernelName = 'AverSgdUpdate' | 'AverRootUpdate' | 'AverAdamUpdate';

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
  /**
   * The same update as one kernel over all variables, which a backend may have under this name and else may not.
   * Inputs: all weights, all gradients, all first slots, all second ones; outputs: all new weights, all new slots.
   */
  fused(step: UpdateStep): { kernelName: FusedKernelName; attrs: Record<string, number> };
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
