import { cnn1d, cnn2d } from '@aver/models';
import { createOptimizer, presets } from '@aver/optim';
import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** A network of the paper with its batch and its optimizer, as it is trained for Table 3. */
export interface Workload {
  title: string;
  /** What one time is of: pictures are many per step, feature vectors are cheap. */
  per: 'image' | 'step';
  batchSize: number;
  inputShape: number[];
  classes: number;
  model(): LayersModel;
  optimizer(): tf.Optimizer;
}

export const workloads: Record<string, Workload> = {
  'cnn2d-notebook': {
    title: 'CNN-2D, notebook form, batch 64',
    per: 'image',
    batchSize: 64,
    inputShape: [150, 150, 1],
    classes: 4,
    model: () => cnn2d({ form: 'notebook', seed: 1 }),
    optimizer: () => createOptimizer(presets['table3-cnn2d-notebook'].spec),
  },
  'cnn2d-printed': {
    title: 'CNN-2D, printed form, batch 64',
    per: 'image',
    batchSize: 64,
    inputShape: [150, 150, 1],
    classes: 4,
    model: () => cnn2d({ form: 'printed', seed: 1 }),
    optimizer: () => createOptimizer(presets['table3-cnn2d-printed'].spec),
  },
  'cnn1d-four': {
    title: 'CNN-1D, four convolutions, batch 20',
    per: 'step',
    batchSize: 20,
    inputShape: [180, 1],
    classes: 8,
    model: () => cnn1d({ form: 'four-convolutions', seed: 1 }),
    optimizer: () => createOptimizer(presets['table3-cnn1d-notebook'].spec),
  },
};
