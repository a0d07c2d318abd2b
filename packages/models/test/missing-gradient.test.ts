import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { trainModel } from '../src/index.js';

const options = () => ({
  x: { data: new Float32Array(2 * 36).fill(1), shape: [2, 6, 6, 1] },
  y: { data: Float32Array.of(1, 0, 0, 1), shape: [2, 2] },
  optimizer: tf.train.sgd(0.1),
  batchSize: 2,
  epochs: 1,
  seed: 1,
});

const model = () =>
  sequential({
    layers: [
      layers.upSampling2d({ name: 'first', size: [2, 2], interpolation: 'bilinear', inputShape: [6, 6, 1] }),
      layers.conv2d({ name: 'second', filters: 1, kernelSize: 1 }),
      layers.maxPooling2d({ name: 'third', poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });

test('the error names layer, kernel, backend and remedy', async () => {
  await tf.setBackend('wasm');
  const error: Error = await trainModel(model(), options()).catch((caught) => caught);
  expect(error).toBeInstanceOf(RangeError);
  expect(error.message).toBe(
    'trainModel: model must be of layers that the wasm backend can train; received Conv2D second, which needs the ' +
      "kernel Conv2DBackpropFilter; call prepareBackend('wasm') of @aver/backend, which brings the kernels of usual " +
      'networks, or use node or cpu',
  );
  expect((error.cause as Error).message).toMatch(/^Kernel 'Conv2DBackpropFilter' not registered/);
});

test('a gradient that TensorFlow.js itself lacks is named, too', async () => {
  await tf.setBackend('cpu');
  const gradient = tf.getGradient('MaxPool');
  tf.unregisterGradient('MaxPool');
  try {
    await expect(trainModel(model(), options())).rejects.toThrow(
      'trainModel: model must be of layers that the cpu backend can train; received MaxPooling2D third, which needs ' +
        'a gradient of MaxPool; use the node or cpu backend',
    );
  } finally {
    tf.registerGradient(gradient);
  }
});

test('a layer is tried with its weights, too', async () => {
  await tf.setBackend('wasm');
  const words = sequential({
    layers: [
      layers.embedding({ name: 'words', inputDim: 3, outputDim: 2, inputLength: 36 }),
      layers.flatten(),
      layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });
  const x = { ...options().x, shape: [2, 36] };
  await expect(trainModel(words, { ...options(), x })).rejects.toThrow(
    'received Embedding words, which needs the kernel UnsortedSegmentSum; call',
  );
});

test('no tensor is left behind', async () => {
  await tf.setBackend('wasm');
  const trained = model();
  const given = options();
  const before = tf.memory().numTensors;
  await expect(trainModel(trained, given)).rejects.toThrow('the kernel Conv2DBackpropFilter; call');
  expect(tf.memory().numTensors).toBe(before);
});

test('other errors stay as they are', async () => {
  await tf.setBackend('cpu');
  const optimizer = {
    applyGradients() {
      throw new TypeError('from the optimizer');
    },
  } as unknown as tf.Optimizer;
  await expect(trainModel(model(), { ...options(), optimizer })).rejects.toThrow(new TypeError('from the optimizer'));
});
