import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, loadLayersModel, sequential } from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { createOptimizer, globalNorm, type OptimizerSpec } from '../src/index.js';
import { describeEachBackend } from './each-backend.js';

const spec: OptimizerSpec = {
  name: 'adam',
  form: 'keras',
  learningRate: 0.05,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
  clipNorm: 0.3,
  weightDecay: 0.1,
  schedule: { kind: 'cosine', steps: 30, warmup: 2 },
};
const fitting = { batchSize: 4, epochs: 3, shuffle: false, verbose: 0 } as const;

function network(): LayersModel {
  const lcg = createLcg(8);
  const model = sequential({
    layers: [
      layers.dense({ inputShape: [5], units: 6, activation: 'relu' }),
      layers.dense({ units: 3, activation: 'softmax' }),
    ],
  });
  model.setWeights(
    model.getWeights().map(({ shape, size }) => tf.tensor(Float32Array.from(lcg.array(size, 2)), shape)),
  );
  return model;
}

function data() {
  const x = tf.tensor(Float32Array.from(createLcg(9).array(12 * 5, 2)), [12, 5]);
  const y = tf.oneHot(
    tf.tensor1d(
      Array.from({ length: 12 }, (_, i) => i % 3),
      'int32',
    ),
    3,
  );
  return { x, y };
}

const weightsOf = (model: LayersModel) => model.getWeights().map((weight) => weight.dataSync().slice());

describeEachBackend('createOptimizer with tfjs-layers', () => {
  test('model.compile and model.fit take steps that optimizer.minimize takes, too', async () => {
    const { x, y } = data();
    const fitted = network();
    fitted.compile({ optimizer: createOptimizer(spec), loss: 'categoricalCrossentropy' });
    await fitted.fit(x, y, fitting);

    const minimized = network();
    const optimizer = createOptimizer(spec);
    for (let step = 0; step < 9; step++) {
      const start = (step % 3) * 4;
      const variables = minimized.trainableWeights.map((weight) => weight.read() as tf.Variable);
      optimizer.minimize(
        () => {
          const p = minimized.apply(tf.slice(x, start, 4), { training: true }) as tf.Tensor;
          return tf.neg(tf.mean(tf.sum(tf.mul(tf.slice(y, start, 4), tf.log(p)), -1))) as tf.Scalar;
        },
        false,
        variables,
      );
    }
    for (const [i, weight] of weightsOf(minimized).entries()) {
      expectAllClose(weight, weightsOf(fitted)[i], { rtol: 1e-4, atol: 1e-5 });
    }
  });

  test('the clipped step of plain gradient descent has the norm that was asked for', async () => {
    const { x, y } = data();
    const model = network();
    const before = weightsOf(model);
    model.compile({
      optimizer: createOptimizer({ name: 'sgd', learningRate: 1, clipNorm: 0.01 }),
      loss: 'categoricalCrossentropy',
    });
    await model.fit(x, y, { ...fitting, batchSize: 12, epochs: 1 });
    const moves = weightsOf(model).map((weight, i) => tf.sub(weight, before[i]));
    expectAllClose(globalNorm(moves).dataSync(), [0.01], { rtol: 1e-3 });
  });

  test('a model saved with its optimizer goes on as if it had not been interrupted', async () => {
    const { x, y } = data();
    const whole = network();
    whole.compile({ optimizer: createOptimizer(spec), loss: 'categoricalCrossentropy' });
    await whole.fit(x, y, { ...fitting, epochs: 6 });

    const first = network();
    first.compile({ optimizer: createOptimizer(spec), loss: 'categoricalCrossentropy' });
    await first.fit(x, y, fitting);
    let saved: tf.io.ModelArtifacts = {};
    await first.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
      { includeOptimizer: true },
    );
    const loaded = await loadLayersModel(tf.io.fromMemory(saved));
    expect(loaded.optimizer.getClassName()).toBe('AverOptimizer');
    expect(loaded.optimizer.getConfig()).toEqual(spec);
    await loaded.fit(x, y, fitting);
    expect(weightsOf(loaded)).toEqual(weightsOf(whole));
  });
});
