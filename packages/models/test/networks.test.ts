import '@tensorflow/tfjs-backend-cpu';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cnn1d, cnn2d, convolutionSize, mlp, poolingSize, spectrogramCnn } from '../src/index.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});
afterEach(() => tf.disposeVariables());

/** One line per layer: class, name, output shape. */
const summary = (model: LayersModel) =>
  model.layers.map((layer) => `${layer.getClassName()} ${layer.name} ${(layer.outputShape as number[]).slice(1)}`);

describe('cnn2d', () => {
  test('the notebook form has 551,012 parameters in the layers of the notebook', () => {
    const model = cnn2d({ form: 'notebook' });
    expect(model.countParams()).toBe(551_012);
    expect(model.inputs[0].shape).toEqual([null, 150, 150, 1]);
    expect(summary(model)).toEqual([
      'Conv2D convolution_1 150,150,32',
      'MaxPooling2D pooling_1 30,30,32',
      'Conv2D convolution_2 30,30,64',
      'MaxPooling2D pooling_2 6,6,64',
      'Conv2D convolution_3 6,6,128',
      'MaxPooling2D pooling_3 2,2,128',
      'Conv2D convolution_4 2,2,64',
      'MaxPooling2D pooling_4 1,1,64',
      'Conv2D convolution_5 1,1,32',
      'MaxPooling2D pooling_5 1,1,32',
      'Flatten flatten 32',
      'Dense dense 1024',
      'Dropout dropout 1024',
      'Dense output 4',
    ]);
    expect(model.layers[0].getConfig()).toMatchObject({
      kernelSize: [5, 5],
      strides: [1, 1],
      padding: 'same',
      activation: 'relu',
    });
    expect(model.layers[1].getConfig()).toMatchObject({ poolSize: [5, 5], strides: [5, 5], padding: 'same' });
    expect(model.layers[11].getConfig()).toMatchObject({ activation: 'relu' });
    expect(model.layers[12].getConfig()).toMatchObject({ rate: 0.2 });
    expect(model.layers[13].getConfig()).toMatchObject({ activation: 'softmax' });
  });

  test("the printed form has 321,124 parameters and the sizes of the paper's formulas", () => {
    const model = cnn2d({ form: 'printed' });
    expect(model.countParams()).toBe(321_124);
    expect(model.layers[0].getConfig()).toMatchObject({ kernelSize: [3, 3], padding: 'valid', activation: 'relu' });
    expect(model.layers[1].getConfig()).toMatchObject({ poolSize: [2, 2], strides: [2, 2], padding: 'valid' });
    let size = 150;
    for (let pair = 0; pair < 5; pair++) {
      size = convolutionSize(size, 3);
      expect(model.layers[2 * pair].outputShape.slice(1, 3)).toEqual([size, size]);
      size = poolingSize(size, 2, 2);
      expect(model.layers[2 * pair + 1].outputShape.slice(1, 3)).toEqual([size, size]);
    }
    expect(model.layers.map((layer) => layer.getClassName())).toEqual(
      cnn2d({ form: 'notebook' }).layers.map((layer) => layer.getClassName()),
    );
  });

  test('size, classes and dropout are options; the smallest printed picture leaves one pixel', () => {
    const model = cnn2d({ form: 'printed', inputSize: 94, classes: 8, dropoutRate: 0.8 });
    expect(model.inputs[0].shape).toEqual([null, 94, 94, 1]);
    expect(model.layers[9].outputShape).toEqual([null, 1, 1, 32]);
    expect(model.outputs[0].shape).toEqual([null, 8]);
    expect(model.layers[12].getConfig()).toMatchObject({ rate: 0.8 });
  });

  test("start weights are TFLearn's: uniform in +-sqrt(3 / fanIn), cut-off normal of 0.02, zeros", () => {
    const model = cnn2d({ form: 'notebook', seed: 3 });
    for (const layer of model.layers) {
      if (layer.weights.length === 0) continue;
      const [kernel, bias] = layer.getWeights();
      expect(bias.dataSync().every((value) => value === 0)).toBe(true);
      if (layer.getClassName() === 'Conv2D') {
        expectUniform(kernel, Math.sqrt(3 / (kernel.size / kernel.shape[kernel.rank - 1])));
      } else {
        const values = kernel.dataSync();
        const { mean, deviation, extreme } = moments(values);
        expect(extreme).toBeLessThanOrEqual(0.04);
        expect(extreme).toBeGreaterThan(0.038);
        // A normal of deviation 1 cut off at 2 has deviation 0.87962566.
        expectAllClose([deviation], [0.02 * 0.87962566], { rtol: 4 / Math.sqrt(2 * values.length) });
        expectAllClose([mean], [0], { atol: (4 * 0.02) / Math.sqrt(values.length) });
      }
    }
  });

  test.each([
    [{ form: 'keras' }, 'cnn2d: form must be notebook or printed; received keras'],
    [{ form: 'printed', inputSize: 93 }, 'cnn2d: inputSize must be an integer of at least 94; received 93'],
    [{ form: 'notebook', inputSize: 0 }, 'cnn2d: inputSize must be an integer of at least 1; received 0'],
    [{ form: 'notebook', inputSize: Number.NaN }, 'cnn2d: inputSize must be an integer of at least 1; received NaN'],
    [{ form: 'notebook', classes: 0 }, 'cnn2d: classes must be a positive integer; received 0'],
    [{ form: 'notebook', dropoutRate: 1 }, 'cnn2d: dropoutRate must be a number in [0, 1); received 1'],
    [{ form: 'notebook', dropoutRate: Number.NaN }, 'cnn2d: dropoutRate must be a number in [0, 1); received NaN'],
    [{ form: 'notebook', seed: -1 }, 'cnn2d: seed must be an integer from 0 to 4294967295; received -1'],
    [{ form: 'notebook', seed: 0.5 }, 'cnn2d: seed must be an integer from 0 to 4294967295; received 0.5'],
  ])('%j is rejected', (options, message) => {
    expect(() => cnn2d(options as Parameters<typeof cnn2d>[0])).toThrow(new RangeError(message));
  });
});

describe('cnn1d', () => {
  test('the four convolutions have 248,968 parameters in the layers of the notebook', () => {
    const model = cnn1d({ form: 'four-convolutions' });
    expect(model.countParams()).toBe(248_968);
    expect(model.inputs[0].shape).toEqual([null, 180, 1]);
    expect(summary(model)).toEqual([
      'Conv1D convolution_1 180,128',
      'Dropout dropout_1 180,128',
      'MaxPooling1D pooling_1 22,128',
      'Conv1D convolution_2 22,128',
      'MaxPooling1D pooling_2 2,128',
      'Dropout dropout_2 2,128',
      'Conv1D convolution_3 2,128',
      'Dropout dropout_3 2,128',
      'Conv1D convolution_4 2,128',
      'Dropout dropout_4 2,128',
      'Flatten flatten 256',
      'Dense output 8',
    ]);
    expect(model.layers[0].getConfig()).toMatchObject({ kernelSize: [5], padding: 'same', activation: 'relu' });
    expect(model.layers[1].getConfig()).toMatchObject({ rate: 0.1 });
    expect(model.layers[2].getConfig()).toMatchObject({ poolSize: [8], strides: [8], padding: 'valid' });
    expect(model.layers[11].getConfig()).toMatchObject({ activation: 'softmax' });
  });

  test('the two convolutions have 105,352 parameters in the layers of the notebook', () => {
    const model = cnn1d({ form: 'two-convolutions' });
    expect(model.countParams()).toBe(105_352);
    expect(summary(model)).toEqual([
      'Conv1D convolution_1 180,128',
      'Dropout dropout_1 180,128',
      'MaxPooling1D pooling_1 22,128',
      'Conv1D convolution_2 22,128',
      'Dropout dropout_2 22,128',
      'Flatten flatten 2816',
      'Dense output 8',
    ]);
  });

  test('length, classes and dropout are options', () => {
    const model = cnn1d({ form: 'four-convolutions', inputLength: 64, classes: 4, dropoutRate: 0 });
    expect(model.outputs[0].shape).toEqual([null, 4]);
    expect(model.layers[5].outputShape).toEqual([null, 1, 128]);
    expect(model.layers[1].getConfig()).toMatchObject({ rate: 0 });
  });

  test("start weights are Keras's: uniform in +-sqrt(6 / (fanIn + fanOut)), biases 0", () => {
    for (const layer of cnn1d({ form: 'four-convolutions', seed: 9 }).layers) {
      if (layer.weights.length === 0) continue;
      const [kernel, bias] = layer.getWeights();
      expect(bias.dataSync().every((value) => value === 0)).toBe(true);
      const length = kernel.shape.length === 3 ? kernel.shape[0] : 1;
      const [fanIn, fanOut] = kernel.shape.slice(-2).map((size) => size * length);
      expectUniform(kernel, Math.sqrt(6 / (fanIn + fanOut)));
    }
  });

  test.each([
    [{ form: 'three' }, 'cnn1d: form must be four-convolutions or two-convolutions; received three'],
    [
      { form: 'four-convolutions', inputLength: 63 },
      'cnn1d: inputLength must be an integer of at least 64; received 63',
    ],
    [{ form: 'two-convolutions', inputLength: 7 }, 'cnn1d: inputLength must be an integer of at least 8; received 7'],
    [{ form: 'two-convolutions', classes: 1.5 }, 'cnn1d: classes must be a positive integer; received 1.5'],
    [{ form: 'two-convolutions', dropoutRate: -0.1 }, 'cnn1d: dropoutRate must be a number in [0, 1); received -0.1'],
    [
      { form: 'two-convolutions', seed: Infinity },
      'cnn1d: seed must be an integer from 0 to 4294967295; received Infinity',
    ],
  ])('%j is rejected', (options, message) => {
    expect(() => cnn1d(options as Parameters<typeof cnn1d>[0])).toThrow(new RangeError(message));
  });
});

describe('spectrogramCnn', () => {
  test('has 50,484 parameters; bands stay apart to the end, time is summed up', () => {
    const model = spectrogramCnn();
    expect(model.countParams()).toBe(50_484);
    expect(model.inputs[0].shape).toEqual([null, 64, 160, 1]);
    expect(summary(model)).toEqual([
      'InputLayer spectrogram 64,160,1',
      'Conv2D convolution_1 64,160,16',
      'MaxPooling2D pooling_1 32,80,16',
      'Conv2D convolution_2 32,80,32',
      'MaxPooling2D pooling_2 16,40,32',
      'Conv2D convolution_3 16,40,48',
      'MaxPooling2D pooling_3 8,20,48',
      'Conv2D convolution_4 8,20,64',
      'MaxPooling2D pooling_4 8,10,64',
      'AveragePooling2D mean_over_time 8,1,64',
      'MaxPooling2D maximum_over_time 8,1,64',
      'Concatenate mean_and_maximum 8,1,128',
      'Flatten flatten 1024',
      'Dropout dropout 1024',
      'Dense output 4',
    ]);
    for (let block = 1; block <= 4; block++) {
      const convolution = model.getLayer(`convolution_${block}`).getConfig();
      expect(convolution).toMatchObject({ kernelSize: [3, 3], padding: 'same', activation: 'relu' });
      const window = [block === 4 ? 1 : 2, 2];
      expect(model.getLayer(`pooling_${block}`).getConfig()).toMatchObject({ poolSize: window, padding: 'valid' });
    }
    expect(model.getLayer('dropout').getConfig()).toMatchObject({ rate: 0.3 });
    expect(model.getLayer('output').getConfig()).toMatchObject({ activation: 'softmax' });
  });

  test('its output is that of the single operations, worked out here', () => {
    const model = spectrogramCnn({ bands: 9, frames: 12, filters: [3, 2], bandPooling: [2, 2], classes: 3, seed: 2 });
    const [filter1, , filter2, , dense] = model.getWeights();
    const x = tf.tensor(Float32Array.from(createLcg(1).array(2 * 9 * 12, 2)), [2, 9, 12, 1]) as tf.Tensor4D;
    const block = (x: tf.Tensor4D, filter: tf.Tensor) =>
      tf.maxPool(tf.relu(tf.conv2d(x, filter as tf.Tensor4D, 1, 'same')), 2, 2, 'valid');
    const features = block(block(x, filter1), filter2); // (2, 2, 3, 2)
    const summaries = tf.concat([tf.mean(features, 2), tf.max(features, 2)], -1);
    const logits = tf.matMul(tf.reshape(summaries, [2, 8]), dense as tf.Tensor2D);
    expectAllClose((model.predict(x) as tf.Tensor).dataSync(), tf.softmax(logits).dataSync(), { rtol: 1e-5 });
  });

  test('sizes, filters, classes and dropout are options', () => {
    const model = spectrogramCnn({
      bands: 40,
      frames: 33,
      filters: [4, 6],
      bandPooling: [1, 4],
      classes: 8,
      dropoutRate: 0,
    });
    expect(model.getLayer('pooling_2').outputShape).toEqual([null, 10, 8, 6]);
    expect(model.getLayer('flatten').outputShape).toEqual([null, 120]);
    expect(model.outputs[0].shape).toEqual([null, 8]);
    expect(model.getLayer('dropout').getConfig()).toMatchObject({ rate: 0 });
    expect(spectrogramCnn({ bands: 8, frames: 16 }).getLayer('pooling_4').outputShape).toEqual([null, 1, 1, 64]);
  });

  test('start weights: He normal for convolutions, normal of 0.02 for the output, zeros', () => {
    const weights = spectrogramCnn({ filters: [64, 96, 128, 128], classes: 30, seed: 6 }).getWeights();
    for (const [i, weight] of weights.entries()) {
      const values = weight.dataSync();
      if (i % 2 === 1) {
        expect(values.every((value) => value === 0)).toBe(true);
        continue;
      }
      const { mean, deviation } = moments(values);
      // TensorFlow.js cuts He's normal off at two deviations without making up for it: 0.87962566 of it is left.
      const expected = i === 8 ? 0.02 : 0.87962566 * Math.sqrt(2 / (weight.size / (weight.shape.at(-1) as number)));
      expectAllClose([deviation], [expected], { rtol: 4 / Math.sqrt(2 * values.length) });
      expectAllClose([mean], [0], { atol: (4 * expected) / Math.sqrt(values.length) });
    }
  });

  test('saved and loaded again it says the same', async () => {
    const model = spectrogramCnn({ bands: 16, frames: 20, filters: [3, 4], bandPooling: [2, 1], seed: 1 });
    let saved: tf.io.ModelArtifacts = {};
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    const loaded = await loadLayersModel(tf.io.fromMemory(saved));
    const x = tf.tensor(Float32Array.from(createLcg(1).array(16 * 20, 2)), [1, 16, 20, 1]);
    const [before, after] = [model, loaded].map((model) => (model.predict(x) as tf.Tensor).dataSync());
    expect(after).toEqual(before);
  });

  test.each([
    [{ bands: 7 }, 'bands must be an integer of at least 8, to be divided by 2, 2, 2, 1; received 7'],
    [{ bands: Number.NaN }, 'bands must be an integer of at least 8, to be divided by 2, 2, 2, 1; received NaN'],
    [{ frames: 16.5 }, 'frames must be an integer of at least 16, to be divided by 2, 2, 2, 2; received 16.5'],
    [
      { filters: [8], bandPooling: [2], frames: 1 },
      'frames must be an integer of at least 2, to be divided by 2; received 1',
    ],
    [{ bandPooling: [2, 2] }, 'bandPooling must be one number for each block; received [2,2]'],
    [{ bandPooling: [2, 2, 2, 0] }, 'bandPooling[3] must be a positive integer; received 0'],
    [{ bandPooling: [2, Number.NaN, 2, 2] }, 'bandPooling[1] must be a positive integer; received NaN'],
    [{ filters: [] }, 'filters must be one number for each block; received []'],
    [{ filters: [8, 0] }, 'filters[1] must be a positive integer; received 0'],
    [{ filters: [Number.NaN] }, 'filters[0] must be a positive integer; received NaN'],
    [{ dropoutRate: 1 }, 'dropoutRate must be a number in [0, 1); received 1'],
    [{ dropoutRate: Number.NaN }, 'dropoutRate must be a number in [0, 1); received NaN'],
    [{ classes: 0 }, 'classes must be a positive integer; received 0'],
    [{ seed: -1 }, 'seed must be an integer from 0 to 4294967295; received -1'],
  ])('%j is rejected', (options, message) => {
    expect(() => spectrogramCnn(options)).toThrow(new RangeError(`spectrogramCnn: ${message}`));
  });
});

describe('mlp', () => {
  test('has one hidden layer of 300 and 55,504 parameters', () => {
    const model = mlp();
    expect(model.countParams()).toBe(55_504);
    expect(summary(model)).toEqual(['Dense hidden 300', 'Dense output 4']);
    expect(model.layers[0].getConfig()).toMatchObject({ activation: 'relu' });
    expect(model.layers[1].getConfig()).toMatchObject({ activation: 'softmax' });
    expect(mlp({ inputLength: 193, hiddenUnits: 20, classes: 8 }).countParams()).toBe(194 * 20 + 21 * 8);
  });

  test("start weights and biases are scikit-learn's: uniform in +-sqrt(6 / (fanIn + fanOut))", () => {
    // Large, so that a bias has enough values to judge.
    for (const layer of mlp({ inputLength: 50, hiddenUnits: 4000, classes: 3000, seed: 5 }).layers) {
      const [kernel, bias] = layer.getWeights();
      const bound = Math.sqrt(6 / (kernel.shape[0] + (kernel.shape[1] ?? 0)));
      expectUniform(kernel, bound);
      expectUniform(bias, bound);
    }
  });

  test.each([
    [{ inputLength: 0 }, 'mlp: inputLength must be a positive integer; received 0'],
    [{ hiddenUnits: -3 }, 'mlp: hiddenUnits must be a positive integer; received -3'],
    [{ classes: Number.NaN }, 'mlp: classes must be a positive integer; received NaN'],
    [{ seed: 1e300 }, 'mlp: seed must be an integer from 0 to 4294967295; received 1e+300'],
  ])('%j is rejected', (options, message) => {
    expect(() => mlp(options)).toThrow(new RangeError(message));
  });
});

describe('seeds', () => {
  const builders: [string, (seed: number) => LayersModel][] = [
    ['cnn2d', (seed) => cnn2d({ form: 'notebook', seed })],
    ['cnn1d', (seed) => cnn1d({ form: 'four-convolutions', seed })],
    ['mlp', (seed) => mlp({ seed })],
    ['spectrogramCnn', (seed) => spectrogramCnn({ seed })],
  ];

  test.each(builders)('%s: the same seed gives the same weights, another one others', (_, build) => {
    const [first, again, other] = [build(4), build(4), build(5)].map((model) => model.getWeights());
    for (const [i, weight] of first.entries()) {
      expectAllClose(again[i].dataSync(), weight.dataSync(), {});
      if (weight.dataSync().some((value) => value !== 0)) {
        expect(Math.abs(correlation(weight, other[i]))).toBeLessThan(4 / Math.sqrt(weight.size));
      }
    }
  });

  test.each(builders)('%s: no two layers of one seed, 0 included, are alike', (_, build) => {
    const weights = build(0)
      .getWeights()
      .filter((weight) => weight.dataSync().some((value) => value !== 0));
    expect(weights.length).toBeGreaterThan(3);
    for (const [i, weight] of weights.entries()) {
      for (const earlier of weights.slice(0, i)) {
        expect(Math.abs(correlation(weight, earlier))).toBeLessThan(4 / Math.sqrt(Math.min(weight.size, earlier.size)));
      }
    }
  });

  test('saved names of weights do not depend on how many models were made before', async () => {
    const names = async (model: LayersModel) => {
      let specs: string[] = [];
      await model.save(
        tf.io.withSaveHandler(async (artifacts) => {
          specs = artifacts.weightSpecs?.map(({ name }) => name) ?? [];
          return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
        }),
      );
      return specs;
    };
    const first = await names(mlp());
    expect(first).toEqual(['hidden/kernel', 'hidden/bias', 'output/kernel', 'output/bias']);
    expect(await names(mlp())).toEqual(first);
    expect(await names(spectrogramCnn())).toEqual(await names(spectrogramCnn()));
  });
});

function moments(values: ArrayLike<number>) {
  let sum = 0;
  let squares = 0;
  let extreme = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squares += values[i] ** 2;
    extreme = Math.max(extreme, Math.abs(values[i]));
  }
  const mean = sum / values.length;
  return { mean, deviation: Math.sqrt(squares / values.length - mean ** 2), extreme };
}

/** Within the bound, reaching for it, and with a uniform distribution's mean and deviation within four standard errors. */
function expectUniform(tensor: tf.Tensor, bound: number): void {
  const { mean, deviation, extreme } = moments(tensor.dataSync());
  expect(extreme).toBeLessThanOrEqual(bound * (1 + 1e-6));
  expect(extreme).toBeGreaterThan(bound * (1 - 10 / tensor.size));
  expectAllClose([mean], [0], { atol: (4 * bound) / Math.sqrt(3 * tensor.size) });
  expectAllClose([deviation], [bound / Math.sqrt(3)], { rtol: (4 * Math.sqrt(0.2)) / Math.sqrt(tensor.size) });
}

function correlation(a: tf.Tensor, b: tf.Tensor): number {
  const [x, y] = [a.dataSync(), b.dataSync()];
  const length = Math.min(x.length, y.length);
  const [mx, my] = [moments(x.subarray(0, length)), moments(y.subarray(0, length))];
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (x[i] - mx.mean) * (y[i] - my.mean);
  return sum / length / (mx.deviation * my.deviation);
}
