import { cnn1d, cnn2d, spectrogramCnn, type TrainModelOptions, voiceNetwork } from '@aver/models';
import { createOptimizer, presets } from '@aver/optim';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';

/** A network with its batch and its optimizer: those of the paper as they are trained for Table 3, and a usual one. */
export interface Workload {
  title: string;
  /** What one time is of: pictures are many per step, feature vectors are cheap. */
  per: 'image' | 'step';
  batchSize: number;
  inputShape: number[];
  classes: number;
  model(): LayersModel;
  optimizer(): tf.Optimizer;
  /** What the training asks for beside. */
  training?: Partial<TrainModelOptions>;
  /** The nearest that TensorFlow.js itself has, for model.fit. */
  stockOptimizer(): tf.Optimizer;
}

const adam = { name: 'adam', form: 'keras', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

export const workloads: Record<string, Workload> = {
  'cnn2d-notebook': {
    title: 'CNN-2D, notebook form, batch 64',
    per: 'image',
    batchSize: 64,
    inputShape: [150, 150, 1],
    classes: 4,
    model: () => cnn2d({ form: 'notebook', seed: 1 }),
    optimizer: () => createOptimizer(presets['table3-cnn2d-notebook'].spec),
    stockOptimizer: () => tf.train.adam(5e-5),
  },
  'cnn2d-printed': {
    title: 'CNN-2D, printed form, batch 64',
    per: 'image',
    batchSize: 64,
    inputShape: [150, 150, 1],
    classes: 4,
    model: () => cnn2d({ form: 'printed', seed: 1 }),
    optimizer: () => createOptimizer(presets['table3-cnn2d-printed'].spec),
    stockOptimizer: () => tf.train.adam(0.005),
  },
  'cnn1d-four': {
    title: 'CNN-1D, four convolutions, batch 20',
    per: 'step',
    batchSize: 20,
    inputShape: [180, 1],
    classes: 8,
    model: () => cnn1d({ form: 'four-convolutions', seed: 1 }),
    optimizer: () => createOptimizer(presets['table3-cnn1d-notebook'].spec),
    stockOptimizer: () => tf.train.rmsprop(5e-5, 0.9, 0, 1e-7),
  },
  'spectrogram-cnn': {
    title: 'Spectrogram CNN, 64 x 160, batch 32',
    per: 'image',
    batchSize: 32,
    inputShape: [64, 160, 1],
    classes: 4,
    model: () => spectrogramCnn({ seed: 1 }),
    optimizer: () =>
      createOptimizer({ ...adam, weightDecay: 0.01, schedule: { kind: 'cosine', steps: 900, warmup: 10 } }),
    training: { averaging: 0.98, labelSmoothing: 0.05 },
    stockOptimizer: () => tf.train.adam(0.001),
  },
  'voice-network': {
    title: "The recognizer's network behind its features, batch 64",
    per: 'step',
    batchSize: 64,
    inputShape: [859],
    classes: 5,
    model: () => voiceNetwork({ inputLength: 859, seed: 1 }),
    optimizer: () =>
      createOptimizer({
        ...{ ...adam, learningRate: 0.002, weightDecay: 0.01 },
        schedule: { kind: 'cosine', steps: 900, warmup: 50 },
      }),
    training: { labelSmoothing: 0.1 },
    stockOptimizer: () => tf.train.adam(0.002),
  },
  'batch-normalisation': {
    title: 'CNN with batch normalisation, 32 x 32 x 3, batch 64',
    per: 'image',
    batchSize: 64,
    inputShape: [32, 32, 3],
    classes: 10,
    model: normalisedNetwork,
    optimizer: () => createOptimizer(adam),
    stockOptimizer: () => tf.train.adam(0.001),
  },
  separable: {
    title: 'Depthwise separable CNN, 32 x 32 x 3, batch 64',
    per: 'image',
    batchSize: 64,
    inputShape: [32, 32, 3],
    classes: 10,
    model: separableNetwork,
    optimizer: () => createOptimizer(adam),
    stockOptimizer: () => tf.train.adam(0.001),
  },
};

/** Two stages of two convolutions, each with its normalisation and relu. */
function normalisedNetwork(): LayersModel {
  const model = sequential();
  for (const filters of [32, 64]) {
    for (const first of [true, false]) {
      const inputShape = first && filters === 32 ? { inputShape: [32, 32, 3] } : {};
      model.add(layers.conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false, ...inputShape }));
      model.add(layers.batchNormalization());
      model.add(layers.reLU());
    }
    model.add(layers.maxPooling2d({ poolSize: 2, strides: 2 }));
  }
  model.add(layers.flatten());
  model.add(layers.dense({ units: 128, activation: 'relu' }));
  model.add(layers.dense({ units: 10, activation: 'softmax' }));
  return model;
}

/** As small networks for phones are built: depthwise and 1 x 1 convolutions, normalised, swish, elu or leaky relu, average pools. */
function separableNetwork(): LayersModel {
  const model = sequential();
  const normalise = (activation: Parameters<typeof model.add>[0]) => {
    model.add(layers.batchNormalization());
    model.add(activation);
  };
  const activations = [
    () => layers.activation({ activation: 'swish' }),
    () => layers.elu(),
    () => layers.leakyReLU({ alpha: 0.1 }),
  ];
  model.add(layers.conv2d({ filters: 32, kernelSize: 3, padding: 'same', useBias: false, inputShape: [32, 32, 3] }));
  normalise(layers.activation({ activation: 'swish' }));
  for (const [i, filters] of [32, 64, 128].entries()) {
    model.add(layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', useBias: false }));
    normalise(activations[i]());
    model.add(layers.conv2d({ filters, kernelSize: 1, useBias: false }));
    normalise(activations[i]());
    if (i < 2) model.add(layers.averagePooling2d({ poolSize: 2 }));
  }
  model.add(layers.globalAveragePooling2d({}));
  model.add(layers.dense({ units: 10, activation: 'softmax' }));
  return model;
}
