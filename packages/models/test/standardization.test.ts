import '@tensorflow/tfjs-backend-cpu';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { cnn1d, foldStandardization, mlp, predictProbabilities, standardization, standardized } from '../src/index.js';

const samples = 30;
const size = 6;
// Values of very different size, one that never changes, and one whose mean no float64 is.
const data = Float32Array.from(createLcg(1).array(samples * size), (value, i) =>
  i % size === 4 ? 0.1 : value * 10 ** (i % size) - 3,
);
const x = { data, shape: [samples, size] };

describe('standardization', () => {
  test('is of the population, and 1 where nothing changes', () => {
    const { mean, deviation } = standardization({ data: Float32Array.from([1, 0.1, 5, 3, 0.1, 9]), shape: [2, 3] });
    expectAllClose(mean, [2, Math.fround(0.1), 7], { rtol: 1e-15 });
    expectAllClose(deviation, [1, 1, 2], { rtol: 1e-15 });
  });

  test('has the numbers of scikit-learn 1.9.1, StandardScaler().fit(x.astype(float64))', () => {
    const rows = Float32Array.from([1, 5, -0.25, 3e4, 2, 5, 0.5, 1e4, 4, 5, 0.125, -2e4]);
    const scaling = standardization({ data: rows, shape: [3, 4] });
    expectAllClose(scaling.mean, [2.3333333333333335, 5, 0.125, 6666.666666666667], { rtol: 1e-14 });
    expectAllClose(scaling.deviation, [1.247219128924647, 1, 0.30618621784789724, 20548.046676563255], { rtol: 1e-14 });
    const transformed = [
      ...[-1.0690449676496978, 0, -1.2247448713915892, 1.1355499479153377],
      ...[-0.2672612419124245, 0, 1.2247448713915892, 0.16222142113076252],
      ...[1.3363062095621219, 0, 0, -1.2977713690461004],
    ];
    expectAllClose(standardized({ data: rows, shape: [3, 4] }, scaling).data, transformed, { rtol: 1e-7 });
  });

  test('is plain JSON', () => {
    const scaling = standardization(x);
    expect(JSON.parse(JSON.stringify(scaling))).toEqual(scaling);
  });

  test('refuses no sample', () => {
    expect(() => standardization({ data: new Float32Array(), shape: [0, 3] })).toThrow(/^standardization: x must have/);
  });
});

describe('standardized', () => {
  test('gives values of mean 0 and deviation 1, in their shape', () => {
    const scaled = standardized(x, standardization(x));
    const { mean, deviation } = standardization(scaled);
    expectAllClose(mean, new Float64Array(size), { atol: 1e-6 });
    expectAllClose(deviation, new Float64Array(size).fill(1), { rtol: 1e-6 });
    expect(scaled.shape).toEqual([samples, size]);
  });

  test('refuses another number of values', () => {
    const scaling = standardization({ data: data.subarray(0, 10), shape: [2, 5] });
    expect(() => standardized(x, scaling)).toThrow(
      new RangeError(
        'standardized: standardization must have 6 means and deviations, as a sample of x has values; received 5 and 5',
      ),
    );
    expect(() => standardized({ ...x, shape: [7, 7] }, scaling)).toThrow(/^standardized: x must have a shape/);
  });
});

describe('foldStandardization', () => {
  test('lets a model say of values as they are what it said of standardised ones', async () => {
    const scaling = standardization(x);
    const model = mlp({ inputLength: size, hiddenUnits: 20, classes: 4, seed: 3 });
    const before = await predictProbabilities(model, standardized(x, scaling));
    foldStandardization(model, scaling);
    const after = await predictProbabilities(model, x);
    expectAllClose(after.data, before.data, { rtol: 1e-4, atol: 1e-6 });
    // Otherwise any model would do.
    expect(new Set(before.data.map((value) => Math.round(1000 * value))).size).toBeGreaterThan(20);
  });

  test('refuses a model that does not begin with a dense layer of these inputs', () => {
    const scaling = standardization(x);
    const convolutions = cnn1d({ inputLength: 16, form: 'two-convolutions' });
    expect(() => foldStandardization(convolutions, scaling)).toThrow(
      /^foldStandardization: model must begin with a dense layer of 6 inputs, with a bias; received Conv1D/,
    );
    expect(() => foldStandardization(mlp({ inputLength: 5 }), scaling)).toThrow(/received Dense with weights \[5,/);
  });
});
