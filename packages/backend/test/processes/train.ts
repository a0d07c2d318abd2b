// Trains a small network for a few steps and prints its weights, bit by bit.
import { prepareBackend } from '@aver/backend';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';

await prepareBackend('wasm');
const kernelInitializer = (seed: number) => initializers.heNormal({ seed });
const model = sequential({
  layers: [
    layers.conv2d({
      filters: 16,
      kernelSize: 5,
      padding: 'same',
      activation: 'relu',
      inputShape: [40, 40, 1],
      kernelInitializer: kernelInitializer(1),
    }),
    layers.maxPooling2d({ poolSize: 5, strides: 5, padding: 'same' }),
    layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu', kernelInitializer: kernelInitializer(2) }),
    layers.maxPooling2d({ poolSize: 2, strides: 2 }),
    layers.flatten(),
    layers.dense({ units: 4, activation: 'softmax', kernelInitializer: kernelInitializer(3) }),
  ],
});
const x = tf.randomUniform([8, 40, 40, 1], 0, 255, 'float32', 4);
const y = tf.oneHot(tf.tensor1d([0, 1, 2, 3, 0, 1, 2, 3], 'int32'), 4);
const optimizer = tf.train.adam(0.01);
for (let step = 0; step < 6; step++) {
  optimizer.minimize(() => tf.losses.logLoss(y, model.apply(x, { training: true }) as tf.Tensor) as tf.Scalar);
}
for (const weight of model.getWeights()) console.log(Buffer.from(weight.dataSync().slice().buffer).toString('base64'));
