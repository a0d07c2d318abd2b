import { readFileSync } from 'node:fs';
import { standardization, standardized } from '@aver/models';
import { beforeAll, expect, test } from 'vitest';
import { type BaselineSpec, baselineProbabilities } from '../../src/compute/baseline.js';

const golden = JSON.parse(readFileSync(new URL('../golden/baselines.json', import.meta.url), 'utf8'));
const samples = (rows: number[][]) => ({ data: Float32Array.from(rows.flat()), shape: [rows.length, rows[0].length] });
const scaling = standardization(samples(golden.train));
const [x, asked] = [golden.train, golden.test].map((rows) => standardized(samples(rows), scaling));

const answers = async (model: BaselineSpec, weights?: number[]) => {
  const outputs = await baselineProbabilities(model, x, golden.trainLabels, asked, weights);
  return golden.test.map((_: unknown, i: number) => outputs.subarray(3 * i, 3 * i + 3).indexOf(1));
};
const balanced = [40, 15, 8].map((count) => 63 / (3 * count));

// It is a large file, whose loading is nothing that a test's time should hold.
beforeAll(async () => void (await import('libsvm-js/asm.js')), 120_000);

test.each<[string, BaselineSpec, number[]?]>([
  ['rbf', { kind: 'svm', kernel: 'rbf', c: 1, classes: 3 }],
  ['linear', { kind: 'svm', kernel: 'linear', c: 1, classes: 3 }],
  ['rbf, C 10, gamma 0.2', { kind: 'svm', kernel: 'rbf', c: 10, gamma: 0.2, classes: 3 }],
  ['rbf, balanced', { kind: 'svm', kernel: 'rbf', c: 1, classes: 3 }, balanced],
])('svm, %s: the answers of scikit-learn', async (name, model, weights) => {
  const ours = await answers(model, weights);
  const theirs: number[] = golden.answers[name];
  const different = ours.filter((answer: number, i: number) => answer !== theirs[i]).length;
  // float32 in place of float64 may decide a recording on the border.
  expect(different).toBeLessThanOrEqual(1);
  const right = (all: number[]) => all.filter((one, i) => one === golden.testLabels[i]).length / all.length;
  expect(Math.abs(right(ours) - right(theirs))).toBeLessThan(0.02);
});

test('the goldens differ from one another, or they would show nothing', () => {
  const different = new Set(Object.values(golden.answers).map((all) => JSON.stringify(all)));
  expect(different.size).toBe(4);
});

test('knn: the shares of scikit-learn', async () => {
  const outputs = await baselineProbabilities({ kind: 'knn', neighbours: 5, classes: 3 }, x, golden.trainLabels, asked);
  for (const [i, share] of golden.knn.flat().entries()) expect(outputs[i]).toBeCloseTo(share, 6);
});

test('nothing asked, nothing answered', async () => {
  const none = { data: new Float32Array(), shape: [0, 12] };
  const model: BaselineSpec = { kind: 'knn', neighbours: 5, classes: 3 };
  expect(await baselineProbabilities(model, x, golden.trainLabels, none)).toHaveLength(0);
});
