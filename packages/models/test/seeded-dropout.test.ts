import { expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, layers, loadLayersModel, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { SeededDropout } from '../src/index.js';
import { describeEachBackend } from './each-backend.js';

const rate = 0.25;
const ones = () => tf.ones([20, 30, 4]);
const masked = (layer: SeededDropout, training = true) =>
  tf.tidy(() => (layer.apply(ones(), { training }) as tf.Tensor).dataSync().slice());

/** A small model with a dropout layer, saved and loaded again through memory. */
async function savedAndLoaded() {
  const model = sequential({
    layers: [
      layers.dense({ inputShape: [5], units: 40, activation: 'relu', name: 'hidden' }),
      new SeededDropout({ rate, seed: 3, name: 'dropout' }),
      layers.dense({ units: 3, activation: 'softmax', name: 'output' }),
    ],
  });
  let saved: tf.io.ModelArtifacts = {};
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = JSON.parse(JSON.stringify({ ...artifacts, weightData: undefined }));
      saved.weightData = artifacts.weightData;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  return { model, saved, loaded: await loadLayersModel(tf.io.fromMemory(saved)) };
}

describeEachBackend('SeededDropout', () => {
  test('the masks of successive steps differ, and the same seed repeats them', () => {
    const layer = new SeededDropout({ rate, seed: 1 });
    const again = new SeededDropout({ rate, seed: 1 });
    const other = new SeededDropout({ rate, seed: 2 });
    const masks = [masked(layer), masked(layer), masked(layer)];
    expect(masks[1]).not.toEqual(masks[0]);
    expect(masks[2]).not.toEqual(masks[1]);
    expect([masked(again), masked(again), masked(again)]).toEqual(masks);
    expect(masked(other)).not.toEqual(masks[0]);
  });

  test('a new seed starts a new sequence', () => {
    const layer = new SeededDropout({ rate, seed: 1 });
    const first = masked(layer);
    masked(layer);
    layer.seed = 1;
    expect(masked(layer)).toEqual(first);
    expect(layer.seed).toBe(1);
  });

  test('keeps 1 - rate of the values, scaled by 1 / (1 - rate), so that the mean stays', () => {
    const values = masked(new SeededDropout({ rate, seed: 7 }));
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
    const share = values.filter((value) => value !== 0).length / values.length;
    expect(Math.abs(share - 0.75)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / values.length));
  });

  test('does nothing at inference, nor at rate 0', () => {
    const all = new Float32Array(20 * 30 * 4).fill(1);
    expect(masked(new SeededDropout({ rate, seed: 1 }), false)).toEqual(all);
    expect(masked(new SeededDropout({ rate: 0, seed: 1 }))).toEqual(all);
  });

  test('the gradient flows through the same mask', () => {
    const layer = new SeededDropout({ rate, seed: 5 });
    const mask = masked(layer);
    layer.seed = 5;
    const x = tf.variable(tf.fill([20, 30, 4], 3));
    const { value, grads } = tf.variableGrads(
      () => tf.sum(tf.square(layer.apply(x, { training: true }) as tf.Tensor)) as tf.Scalar,
      [x],
    );
    // d/dx (mask x)^2 = 2 mask^2 x
    expectAllClose(
      grads[x.name].dataSync(),
      mask.map((m) => 2 * m * m * 3),
      { rtol: 1e-6 },
    );
    tf.dispose([value, grads, x]);
  });

  test('leaves no tensors behind', () => {
    const layer = new SeededDropout({ rate, seed: 5 });
    const x = ones();
    const before = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) tf.dispose(layer.apply(x, { training: true }) as tf.Tensor);
    expect(tf.memory().numTensors).toBe(before);
    x.dispose();
  });

  test('a saved model has a standard Dropout without a seed, and loads with the same predictions', async () => {
    const { model, saved, loaded } = await savedAndLoaded();
    const { config } = saved.modelTopology as { config: { layers: { class_name: string; config: object }[] } };
    expect(config.layers[1]).toMatchObject({
      class_name: 'Dropout',
      config: { name: 'dropout', rate, noise_shape: null, seed: null, trainable: true },
    });
    expect(loaded.layers[1]).not.toBeInstanceOf(SeededDropout);
    expect(loaded.layers[1].constructor).toBe(layers.dropout({ rate }).constructor);
    const x = tf.randomUniform([6, 5], -1, 1, 'float32', 11);
    const predict = (m: LayersModel) => (m.predict(x) as tf.Tensor).dataSync();
    expect(predict(loaded)).toEqual(predict(model));
  });

  test('a loaded model that is trained on has fresh masks, as a seed in the file would prevent', async () => {
    const { loaded } = await savedAndLoaded();
    const apply = () => (loaded.layers[1].apply(tf.ones([4, 40]), { training: true }) as tf.Tensor).dataSync();
    expect(apply()).not.toEqual(apply());
  });
});

describe('SeededDropout', () => {
  test.each([
    [{ rate: 1, seed: 0 }, 'SeededDropout: rate must be a number in [0, 1); received 1'],
    [{ rate: Number.NaN, seed: 0 }, 'SeededDropout: rate must be a number in [0, 1); received NaN'],
    [{ rate: 0.5, seed: -1 }, 'SeededDropout: seed must be an integer from 0 to 4294967295; received -1'],
  ])('%j is rejected', (options, message) => {
    expect(() => new SeededDropout(options)).toThrow(new RangeError(message));
  });
});
