import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { crossValidate, type Label } from '../../src/index.js';

const golden: {
  folds: Array<{ groups: Label[]; splits: number; group_k_fold: number[][]; leave_one_group_out: number[][] }>;
} = JSON.parse(readFileSync(new URL('../golden/probabilities.json', import.meta.url), 'utf8'));

/** Both parts of every fold. */
const parts = (groups: Label[], folds?: number | number[]) =>
  crossValidate({ groups, folds, fit: (train) => train, score: (train, test) => ({ train, test }) });

test.each(golden.folds.map((one, i) => [i, one] as const))(
  'deals groups as scikit-learn does, case %i',
  async (_, one) => {
    for (const [folds, expected] of [
      [one.splits, one.group_k_fold],
      [undefined, one.leave_one_group_out],
    ] as const) {
      const results = await parts(one.groups, folds);
      expect(results.map(({ score }) => score.test)).toEqual(expected);
      for (const { score, groups } of results) {
        expect([...score.train, ...score.test].sort((a, b) => a - b)).toEqual(one.groups.map((_, i) => i));
        expect(new Set(score.test.map((i) => one.groups[i]))).toEqual(new Set(groups));
        for (const i of score.train) expect(groups).not.toContain(one.groups[i]);
      }
    }
  },
);

test('takes folds as they are given, and passes over numbers that no sample has', async () => {
  const results = await parts(['a', 'b', 'c', 'a'], [5, 0, 5, 5]);
  expect(results).toEqual([
    { groups: ['b'], score: { train: [0, 2, 3], test: [1] } },
    { groups: ['a', 'c'], score: { train: [1], test: [0, 2, 3] } },
  ]);
});

test('works on one fold after the other', async () => {
  const log: string[] = [];
  const wait = () => new Promise((resolve) => setTimeout(resolve, 2));
  await crossValidate({
    groups: [1, 2],
    fit: async (_, fold) => {
      log.push(`fit ${fold}`);
      await wait();
      log.push(`fitted ${fold}`);
      return fold;
    },
    score: async (model, _, fold) => {
      await wait();
      log.push(`scored ${model} ${fold}`);
    },
  });
  expect(log).toEqual(['fit 0', 'fitted 0', 'scored 0 0', 'fit 1', 'fitted 1', 'scored 1 1']);
});

test.each<[Label[], number | number[] | undefined, string]>([
  [[], undefined, 'groups must hold at least one label; received none'],
  [['a', 'a'], undefined, 'groups must be at least 2; received 1'],
  [['a', 'b'], 3, 'folds must be a whole number from 2 to the number of groups, 2; received 3'],
  [['a', 'b'], 1, 'folds must be a whole number from 2 to the number of groups, 2; received 1'],
  [['a', 'b'], Number.NaN, 'folds must be a whole number from 2 to the number of groups, 2; received NaN'],
  [['a', 'b'], [0], 'folds must be one per sample (2); received 1'],
  [['a', 'b'], [0, -1], 'folds must be whole numbers from 0; received -1 at 1'],
  [['a', 'b', 'a'], [0, 1, 1], 'folds must keep each group in one fold; received 0 and 1 for a'],
  [['a', 'b'], [3, 3], 'folds must be at least 2; received 1'],
])('%j %j throws', async (groups, folds, message) => {
  await expect(parts(groups, folds)).rejects.toThrow(new RangeError(`crossValidate: ${message}`));
});
