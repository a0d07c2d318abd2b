import { createLcg } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { oneHot, predictProbabilities, trainModel, voiceNetwork } from '../src/index.js';
import { describeEachBackend } from './each-backend.js';

describeEachBackend('voiceNetwork', () => {
  test('is 859 values, two layers of 128 and five outputs', () => {
    const model = voiceNetwork({ inputLength: 859 });
    expect(model.countParams()).toBe(860 * 128 + 129 * 128 + 129 * 5);
    expect(model.layers.map((layer) => layer.getClassName())).toEqual([
      ...['InputLayer', 'Activation'],
      ...['Dropout', 'Dense', 'Dropout', 'Dense', 'Dropout', 'Dense'],
    ]);
    model.dispose();
  });

  test('the seed decides the start', async () => {
    const first = (seed: number) => Array.from(voiceNetwork({ inputLength: 4, seed }).getWeights()[0].dataSync());
    expect(first(1)).toEqual(first(1));
    expect(first(1)).not.toEqual(first(2));
  });

  test('a value far outside counts no more than the bound', async () => {
    const model = voiceNetwork({ inputLength: 2, hiddenUnits: 8, classes: 3 });
    const x = { data: Float32Array.of(50, -50, 5000, -5000), shape: [2, 2] };
    const { data } = await predictProbabilities(model, x);
    expect(Array.from(data.subarray(3))).toEqual(Array.from(data.subarray(0, 3)));
  });

  test('learns', async () => {
    const random = createLcg(4);
    const x = { data: Float32Array.from(random.array(200 * 6)), shape: [200, 6] };
    const labels = Array.from({ length: 200 }, (_, i) => (x.data[6 * i] + x.data[6 * i + 1] > 0 ? 'up' : 'down'));
    const y = oneHot(labels, ['up', 'down']);
    const model = voiceNetwork({ inputLength: 6, hiddenUnits: 16, classes: 2, inputDropoutRate: 0, dropoutRate: 0.1 });
    const optimizer = tf.train.adam(0.02);
    await trainModel(model, { x, y, optimizer, batchSize: 20, epochs: 20, seed: 1 });
    const { data } = await predictProbabilities(model, x);
    const right = labels.filter((label, i) => data[2 * i] > 0.5 === (label === 'up'));
    expect(right.length).toBeGreaterThan(180);
    optimizer.dispose();
  });

  test('refuses what is no size or share', () => {
    expect(() => voiceNetwork({ inputLength: 0 })).toThrow('voiceNetwork: inputLength must be');
    expect(() => voiceNetwork({ inputLength: 4, inputDropoutRate: 1 })).toThrow('voiceNetwork: dropoutRate must be');
    expect(() => voiceNetwork({ inputLength: 4, hiddenUnits: 0.5 })).toThrow('voiceNetwork: hiddenUnits must be');
  });
});
