import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { cnn1d, mlp, predictProbabilities } from '../src/index.js';
import { describeEachBackend } from './each-backend.js';

describeEachBackend('predictProbabilities', () => {
  const samples = 11;
  const x = { data: Float32Array.from(createLcg(4).array(samples * 64, 2)), shape: [samples, 64] };

  test('gives what model.predict gives, whatever the batch size, without dropout', async () => {
    const model = cnn1d({ form: 'two-convolutions', inputLength: 64, dropoutRate: 0.5, seed: 1 });
    const expected = (model.predict(tf.tensor(x.data, [samples, 64, 1])) as tf.Tensor).dataSync();
    for (const batchSize of [1, 4, 11, 64]) {
      const { data, shape } = await predictProbabilities(model, x, { batchSize });
      expect(shape).toEqual([samples, 8]);
      expectAllClose(data, expected, { rtol: 1e-5 });
    }
  });

  test('rows add to 1', async () => {
    const { data } = await predictProbabilities(mlp({ inputLength: 64 }), x);
    for (let i = 0; i < samples; i++) {
      expectAllClose([data.subarray(i * 4, i * 4 + 4).reduce((sum, p) => sum + p)], [1], { rtol: 1e-6 });
    }
  });

  test('leaves no tensors behind', async () => {
    const model = mlp({ inputLength: 64 });
    const before = tf.memory().numTensors;
    await predictProbabilities(model, x, { batchSize: 3 });
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each([
    [{ x, batchSize: 0 }, 'batchSize must be a positive integer; received 0'],
    [{ x: { ...x, shape: [64, samples] }, batchSize: 1 }, 'shape of x must be (samples, 64); received [64,11]'],
    [
      { x: { ...x, shape: [64] }, batchSize: 1 },
      'x must have a shape (samples, ...) of as many values as its data; received shape [64] and 704 values',
    ],
  ])('case %# is rejected', async ({ x, batchSize }, message) => {
    await expect(predictProbabilities(mlp({ inputLength: 64 }), x, { batchSize })).rejects.toThrow(
      new RangeError(`predictProbabilities: ${message}`),
    );
  });
});
