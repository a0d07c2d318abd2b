import { readFileSync } from 'node:fs';
import { registerTrainingKernels } from '@aver/backend';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { layers, loadLayersModel, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { FlooredLeakyRelu, predictProbabilities, trainModel } from '../src/index.js';
import { speechEmbedding } from '../src/speech-embedding.js';
import { describeEachBackend } from './each-backend.js';

const golden: { embeddings: number[][][] } = JSON.parse(
  readFileSync(new URL('golden/speech-embedding.json', import.meta.url), 'utf8'),
);

// The formula of golden/speech-embedding.py, (32, frames).
function logMel(signal: number, frames = 92): Float32Array {
  return Float32Array.from({ length: 32 * frames }, (_, i) => {
    const t = i % frames;
    const b = (i - t) / frames;
    return signal < 2 ? 3 + 4 * Math.sin(0.11 * (signal + 1) * t + 0.4 * b) + 2 * Math.cos(0.05 * t * b) : 0;
  });
}

describeEachBackend('speechEmbedding', () => {
  beforeAll(() => registerTrainingKernels());

  test.each([0, 1, 2])('of signal %i is what the published network gives, window by window', (signal) => {
    tf.tidy(() => {
      const output = speechEmbedding().predict(tf.tensor4d(logMel(signal), [1, 32, 92, 1])) as tf.Tensor;
      expect(output.shape).toEqual([1, 3, 96]);
      expectAllClose(output.dataSync() as Float32Array, golden.embeddings[signal].flat(), { atol: 1e-3 });
    });
  });

  test('takes any number of frames from 76 on, and frames that fill no step change nothing', () => {
    tf.tidy(() => {
      const model = speechEmbedding();
      for (const [frames, steps] of [
        [76, 1],
        [83, 1],
        [99, 3],
      ]) {
        const output = model.predict(tf.tensor4d(logMel(0, frames), [1, 32, frames, 1])) as tf.Tensor;
        expect(output.shape).toEqual([1, steps, 96]);
        const expected = golden.embeddings[0].slice(0, steps).flat();
        expectAllClose(output.dataSync() as Float32Array, expected, { atol: 1e-3 });
      }
    });
  });

  test('one layer is the sum over its filter, and a maximum', () => {
    tf.tidy(() => {
      const model = speechEmbedding();
      const [kernel, bias] = model.getLayer('embedding_1').getWeights();
      const weights = kernel.arraySync() as number[][][][];
      const { inputs } = model;
      const outputs = model.getLayer('embedding_activation_1').output as SymbolicTensor;
      const picture = logMel(1, 76);
      const actual = modelOf({ inputs, outputs }).predict(tf.tensor4d(picture, [1, 32, 76, 1])) as tf.Tensor;
      const floors = model.getLayer('embedding_activation_1').getConfig().floor as number[];
      const expected = Float32Array.from({ length: 32 * 74 * 24 }, (_, i) => {
        const filter = i % 24;
        const t = Math.floor(i / 24) % 74;
        const b = Math.floor(i / 24 / 74);
        let sum = bias.dataSync()[filter];
        for (let db = 0; db < 3; db++) {
          for (let dt = 0; dt < 3; dt++) {
            const band = b + db - 1;
            if (band >= 0 && band < 32) sum += weights[db][dt][0][filter] * picture[band * 76 + t + dt];
          }
        }
        return Math.max(sum, 0.2 * sum, floors[filter]);
      });
      expect(actual.shape).toEqual([1, 32, 74, 24]);
      expectAllClose(actual.dataSync() as Float32Array, expected, { atol: 1e-4 });
    });
  });
});

describe('speechEmbedding in training', () => {
  beforeAll(async () => {
    await tf.setBackend('wasm');
    registerTrainingKernels();
  });

  /** The mean over time and a softmax of two behind it. */
  function classifier(trainable: boolean) {
    const embedding = speechEmbedding({ trainable });
    const mean = layers.globalAveragePooling1d({ name: 'mean' }).apply(embedding.outputs[0]) as SymbolicTensor;
    const output = layers.dense({ name: 'output', units: 2, activation: 'softmax', kernelInitializer: 'zeros' });
    return modelOf({ inputs: embedding.inputs, outputs: output.apply(mean) as SymbolicTensor });
  }
  const x = { data: Float32Array.from([...logMel(0, 76), ...logMel(1, 76)]), shape: [2, 32, 76, 1] };
  const y = { data: Float32Array.of(1, 0, 0, 1), shape: [2, 2] };

  test.each([
    [false, 0],
    [true, 39],
  ])('with trainable: %s, %i of its 39 weights change, and two sounds are told apart', async (trainable, count) => {
    const model = classifier(trainable);
    // By layer: those of the output are the last two.
    const weights = () =>
      model.layers.flatMap((layer) => layer.getWeights()).map((tensor) => tensor.dataSync().slice());
    const before = weights();
    expect(before).toHaveLength(41);
    const options = { optimizer: tf.train.sgd(1e-4), batchSize: 2, epochs: 3, seed: 1 };
    const { loss } = await trainModel(model, { x, y, ...options });
    expect(loss[2]).toBeLessThan(loss[0]);
    const after = weights();
    const changed = after.map((values, i) => values.some((value, j) => value !== before[i][j]));
    expect(changed.slice(0, 39).filter(Boolean)).toHaveLength(count);
    expect(changed.slice(39)).toEqual([true, true]);
    model.dispose();
  });

  test('the loss goes down along the gradient as fast as the gradient says', () => {
    const model = speechEmbedding({ trainable: true });
    const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    tf.tidy(() => {
      const input = tf.tensor4d(logMel(0, 76), [1, 32, 76, 1]);
      const loss = () => tf.mean(tf.square(model.apply(input, { training: true }) as tf.Tensor)) as tf.Scalar;
      const { grads } = tf.variableGrads(loss, variables);
      const start = variables.map((variable) => tf.clone(variable));
      const steepness = Object.values(grads).reduce((sum, one) => sum + tf.sum(tf.square(one)).dataSync()[0], 0);
      expect(Object.keys(grads)).toHaveLength(39);
      // Short, since activations and maxima have corners: the loss would change by two in ten thousand.
      const step = (0.0002 * loss().dataSync()[0]) / steepness;
      const [up, down] = [1, -1].map((sign) => {
        variables.forEach((variable, i) => {
          variable.assign(tf.add(start[i], tf.mul(sign * step, grads[variable.name])));
        });
        return loss().dataSync()[0];
      });
      expect((up - down) / (2 * step) / steepness).toBeCloseTo(1, 2);
    });
    model.dispose();
  });

  test('saved and loaded, a model that holds it answers the same', async () => {
    const model = classifier(false);
    let saved: tf.io.ModelArtifacts = {};
    const handler = tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    });
    await model.save(handler);
    const topology = JSON.parse(JSON.stringify(saved.modelTopology));
    const loaded = await loadLayersModel(tf.io.fromMemory({ ...saved, modelTopology: topology }));
    const [a, b] = await Promise.all([model, loaded].map((one) => predictProbabilities(one, x, { batchSize: 2 })));
    expect([...b.data]).toEqual([...a.data]);
  });

  test('trainable must be a boolean', () => {
    expect(() => speechEmbedding({ trainable: 'no' as unknown as boolean })).toThrow(
      new TypeError('speechEmbedding: trainable must be true or false; received no'),
    );
  });
});

describeEachBackend('FlooredLeakyRelu', () => {
  test('is x from 0 on, alpha x below, and no less than the floor', () => {
    tf.tidy(() => {
      const x = tf.tensor2d([-3, -2, -1, 0, 2], [5, 1]);
      const output = new FlooredLeakyRelu().apply(x) as tf.Tensor;
      expectAllClose(output.dataSync() as Float32Array, [-0.4, -0.4, -0.2, 0, 2], { atol: 1e-7 });
      const perChannel = new FlooredLeakyRelu({ alpha: 0.5, floor: [-1, 1] });
      const two = perChannel.apply(tf.tensor2d([-4, -4, -1, 3], [2, 2])) as tf.Tensor;
      expectAllClose(two.dataSync() as Float32Array, [-1, 1, -0.5, 3], { atol: 1e-7 });
      expect(perChannel.getConfig()).toMatchObject({ alpha: 0.5, floor: [-1, 1] });
    });
  });

  test('has the slopes 0, alpha and 1', () => {
    tf.tidy(() => {
      const values = Float32Array.from(createLcg(3).array(200, 8));
      const sum = (layer: FlooredLeakyRelu) => (x: tf.Tensor) => tf.sum(layer.apply(x) as tf.Tensor);
      const slopes = tf.grad(sum(new FlooredLeakyRelu()))(tf.tensor1d(values));
      const expected = Array.from(values, (value) => (value > 0 ? 1 : value > -2 ? 0.2 : 0));
      expect(new Set(expected).size).toBe(3);
      const perChannel = tf.grad(sum(new FlooredLeakyRelu({ floor: [-0.1, 1] })))(tf.tensor2d(values, [100, 2]));
      const expectedPerChannel = Array.from(values, (value, i) => {
        if (i % 2 === 1) return value > 1 ? 1 : 0;
        return value > 0 ? 1 : value > -0.5 ? 0.2 : 0;
      });
      expectAllClose(perChannel.dataSync() as Float32Array, expectedPerChannel, { atol: 1e-6 });
      expectAllClose(slopes.dataSync() as Float32Array, expected, { atol: 1e-6 });
    });
  });

  test.each([
    [{ alpha: -0.1 }, 'FlooredLeakyRelu: alpha must be a number from 0 to 1; received -0.1'],
    [{ alpha: Number.NaN }, 'FlooredLeakyRelu: alpha must be a number from 0 to 1; received NaN'],
    [{ floor: Number.NaN }, 'FlooredLeakyRelu: floor must be one or several finite numbers; received NaN'],
    [{ floor: [0, Infinity] }, 'FlooredLeakyRelu: floor must be one or several finite numbers; received 0,Infinity'],
  ])('%j is refused', (options, message) => {
    expect(() => new FlooredLeakyRelu(options)).toThrow(new RangeError(message));
  });
});
