import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { prepareBackend } from '../src/index.js';

test('500 training steps leave tensors, data and the heap as they were', async () => {
  await prepareBackend('wasm');
  const model = sequential({
    layers: [
      layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [12, 12, 1] }),
      layers.maxPooling2d({ poolSize: 2, strides: 2 }),
      layers.conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }),
      layers.flatten(),
      layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });
  const x = tf.randomUniform([4, 12, 12, 1], 0, 1, 'float32', 1);
  const y = tf.tensor2d([1, 0, 0, 1, 1, 0, 0, 1], [4, 2]);
  const optimizer = tf.train.adam(0.001);
  const step = () =>
    optimizer.minimize(() => tf.losses.logLoss(y, model.apply(x, { training: true }) as tf.Tensor) as tf.Scalar);
  const state = () => {
    const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
    return [tf.memory().numTensors, tf.backend().numDataIds(), wasm.HEAPU8.length];
  };
  for (let i = 0; i < 20; i++) step();
  const before = state();
  for (let i = 0; i < 500; i++) step();
  expect(state()).toEqual(before);
}, 120_000);
