// Trains a small network on the backend of the first argument for 300 steps and then 2,000 more, and prints what the
// process holds after each, and a hash of the weights.
import { createHash } from 'node:crypto';
import { prepareBackend } from '@aver/backend';
import { SeededDropout, trainModel } from '@aver/models';
import { createOptimizer } from '@aver/optim';
import { createLcg, tfjsNode } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';

const backend = process.argv[2] as 'wasm' | 'node';
await prepareBackend(backend, { loadNode: backend === 'node' ? tfjsNode() : undefined });
const start = (seed: number) => ({ kernelInitializer: initializers.glorotUniform({ seed }) });
const model = sequential({
  layers: [
    layers.conv2d({
      filters: 8,
      kernelSize: 3,
      padding: 'same',
      activation: 'relu',
      inputShape: [12, 12, 1],
      ...start(1),
    }),
    layers.maxPooling2d({ poolSize: 2, strides: 2 }),
    layers.conv2d({ filters: 8, kernelSize: 3, ...start(2) }),
    layers.batchNormalization(),
    layers.reLU(),
    layers.flatten(),
    new SeededDropout({ rate: 0.2, seed: 1 }),
    layers.dense({ units: 2, activation: 'softmax', ...start(3) }),
  ],
});
const samples = 20;
const x = { data: Float32Array.from(createLcg(1).array(samples * 144)), shape: [samples, 12, 12, 1] };
const y = {
  data: Float32Array.from({ length: 2 * samples }, (_, i) => +((i >> 1) % 2 === i % 2)),
  shape: [samples, 2],
};
const optimizer = createOptimizer({
  name: 'adam',
  form: 'keras',
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
  clipNorm: 1,
});

await train(300);
const before = held();
await train(2000);
const after = held();
const hash = createHash('sha256');
for (const weight of model.getWeights()) hash.update(new Uint8Array(weight.dataSync().slice().buffer));
console.log(JSON.stringify({ before, after, weights: hash.digest('hex') }));

/** Five steps in each epoch, with a few samples held back to judge it by. */
async function train(steps: number): Promise<void> {
  const validation = { share: 0.25 };
  const options = {
    x,
    y,
    optimizer,
    batchSize: 3,
    epochs: steps / 5,
    seed: 1,
    tolerance: 0,
    patience: steps,
    validation,
  };
  await trainModel(model, options);
}

function held() {
  for (let i = 0; i < 3; i++) (globalThis as unknown as { gc(): void }).gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  const { wasm, binding } = tf.backend() as unknown as {
    wasm?: { HEAPU8: Uint8Array };
    binding?: { getNumOfTensors(): number };
  };
  return {
    tensors: tf.memory().numTensors,
    dataIds: tf.backend().numDataIds(),
    backend: wasm ? wasm.HEAPU8.length : binding?.getNumOfTensors(),
    objectMegabytes: (heapUsed + external) / 2 ** 20,
    residentMegabytes: rss / 2 ** 20,
  };
}
