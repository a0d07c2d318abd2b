import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { classify } from '../src/index.js';

/** A model whose three outputs are its three inputs. */
function identity() {
  const model = sequential({ layers: [layers.dense({ units: 3, inputShape: [3], useBias: false })] });
  model.setWeights([tf.eye(3)]);
  return model;
}

describe('classify', () => {
  test('gives the label of the largest output, the first of equals, and all probabilities', async () => {
    const x = { data: Float32Array.of(0.25, 0.5, 0.25, 0.5, 0.5, 0), shape: [2, 3] };
    expect(await classify(identity(), x, { labels: ['a', 'b', 'c'] })).toEqual([
      { label: 'b', probabilities: [0.25, 0.5, 0.25] },
      { label: 'a', probabilities: [0.5, 0.5, 0] },
    ]);
  });

  test('never answers with a spare output', async () => {
    const x = { data: Float32Array.of(0.125, 0.25, 0.625), shape: [1, 3] };
    expect(await classify(identity(), x, { labels: ['a', 'b'] })).toEqual([
      { label: 'b', probabilities: [0.125, 0.25] },
    ]);
  });

  test('multiplies the inputs, bytes too', async () => {
    const x = { data: Uint8Array.of(255, 51, 0), shape: [1, 3] };
    const [{ probabilities }] = await classify(identity(), x, { labels: ['a', 'b', 'c'], inputScale: 1 / 255 });
    expect(probabilities).toEqual([1, Math.fround(0.2), 0]);
  });

  test('standardises what it has multiplied', async () => {
    const x = { data: Float32Array.of(2, 4, 8), shape: [1, 3] };
    const options = {
      labels: ['a', 'b', 'c'],
      inputScale: 0.5,
      standardization: { mean: [1, 1, 0], deviation: [1, 2, 8] },
    };
    expect(await classify(identity(), x, options)).toEqual([{ label: 'b', probabilities: [0, 0.5, 0.5] }]);
    const standardization = { mean: [1], deviation: [1] };
    await expect(classify(identity(), x, { ...options, standardization })).rejects.toThrow(/received 1 and 1/);
  });

  test('refuses labels and scales that do not go with the model', async () => {
    const x = { data: Float32Array.of(1, 0, 0), shape: [1, 3] };
    await expect(classify(identity(), x, { labels: [] })).rejects.toThrow(
      new RangeError('classify: labels must be 1 to 3, as the model has outputs; received 0'),
    );
    await expect(classify(identity(), x, { labels: ['a', 'b', 'c', 'd'] })).rejects.toThrow(/received 4/);
    await expect(classify(identity(), x, { labels: ['a'], inputScale: Number.NaN })).rejects.toThrow(/received NaN/);
    await expect(classify(identity(), x, { labels: ['a'], batchSize: 0 })).rejects.toThrow(RangeError);
    await expect(classify(identity(), { ...x, shape: [3] }, { labels: ['a'] })).rejects.toThrow(RangeError);
  });
});
