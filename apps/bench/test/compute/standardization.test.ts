import { prepareBackend } from '@aver/backend';
import { cnn1d, mlp, predictProbabilities } from '@aver/models';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { foldStandardization, standardization, standardized } from '../../src/compute/standardization.js';

const samples = 30;
const size = 6;
// Values of very different size, one that never changes, and one whose mean no float64 is.
const data = Float32Array.from(createLcg(1).array(samples * size), (value, i) =>
  i % size === 4 ? 0.1 : value * 10 ** (i % size) - 3,
);
const x = { data, shape: [samples, size] };

test('mean and deviation are those of StandardScaler: of the population, and 1 where nothing changes', () => {
  const { mean, deviation } = standardization({ data: Float32Array.from([1, 0.1, 5, 3, 0.1, 9]), shape: [2, 3] });
  expectAllClose(mean, [2, Math.fround(0.1), 7], { rtol: 1e-15 });
  expectAllClose(deviation, [1, 1, 2], { rtol: 1e-15 });
});

test('standardised values have mean 0 and deviation 1, and their shape', () => {
  const scaled = standardized(x, standardization(x));
  const { mean, deviation } = standardization(scaled);
  expectAllClose(mean, new Float64Array(size), { atol: 1e-6 });
  expectAllClose(deviation, new Float64Array(size).fill(1), { rtol: 1e-6 });
  expect(scaled.shape).toEqual([samples, size]);
});

test('folded into its first layer, a model says of values as they are what it said of standardised ones', async () => {
  await prepareBackend('cpu');
  const scaling = standardization(x);
  const model = mlp({ inputLength: size, hiddenUnits: 20, classes: 4, seed: 3 });
  const before = await predictProbabilities(model, standardized(x, scaling));
  foldStandardization(model, scaling);
  const after = await predictProbabilities(model, x);
  expectAllClose(after.data, before.data, { rtol: 1e-4, atol: 1e-6 });
  // Otherwise any model would do.
  expect(new Set(before.data.map((value) => Math.round(1000 * value))).size).toBeGreaterThan(20);
});

test('a model that does not begin with a dense layer of these inputs is refused', async () => {
  await prepareBackend('cpu');
  const scaling = standardization({ data, shape: [samples, size] });
  const convolutions = cnn1d({ inputLength: 16, form: 'two-convolutions' });
  expect(() => foldStandardization(convolutions, scaling)).toThrow(
    /^foldStandardization: model must begin with a dense layer of 6 inputs, with a bias; received Conv1D/,
  );
  expect(() => foldStandardization(mlp({ inputLength: 5 }), scaling)).toThrow(/received Dense with weights \[5,/);
});
