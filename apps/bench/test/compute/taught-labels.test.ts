import { prepareBackend } from '@aver/backend';
import { paperEmotions } from '@aver/ravdess';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { createLcg } from '@aver/test-helpers';
import { beforeAll, expect, test } from 'vitest';
import { runTrial } from '../../src/compute/run-trial.js';
import { type SplitItem, splitItems } from '../../src/compute/split-trial.js';
import { type Teacher, taughtLabels } from '../../src/compute/taught-labels.js';
import type { Trial } from '../../src/compute/trial.js';

const names = syntheticRecordings({ emotions: paperEmotions, intensities: ['normal'], repetitions: [1] })
  .map(({ name }) => name)
  .sort();
const items = splitItems('ravdess', names, names);
const trial: Trial = {
  build: 'test',
  data: { corpus: 'ravdess', fingerprint: 'f', emotions: [...paperEmotions] },
  split: { kind: 'speakers', folds: 4, fold: 0 },
  input: { kind: 'voice' },
  inputScale: 1,
  standardize: true,
  model: { kind: 'voice-network', hiddenUnits: 4, inputDropoutRate: 0, dropoutRate: 0, classes: 4 },
  optimizer: {
    ...{ name: 'adam', form: 'keras', learningRate: 0.01 },
    ...{ beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  },
  training: { batchSize: 8, epochs: 4, l2: 0, teachers: { folds: 3, share: 0.4 } },
  backend: 'cpu',
  seed: 5,
};
/** The value of a recording is its place. */
const x = { data: Float32Array.from(names, (_, i) => i), shape: [names.length, 1] };
const y = {
  data: Float32Array.from(items.flatMap(({ fields }) => paperEmotions.map((one) => +(one === fields.emotion)))),
  shape: [names.length, 4],
};

beforeAll(async () => {
  await prepareBackend('cpu');
});

test.each(['speakers', 'random'] as const)(
  'split by %s: each recording is answered for once, by who did not learn from it',
  async (kind) => {
    const split: Trial['split'] = kind === 'random' ? { kind, seed: 0, testFraction: 0.25 } : trial.split;
    const asked: number[] = [];
    const seeds = new Set<number>();
    const teacher: Teacher = async (learned, { data }, seed) => {
      seeds.add(seed);
      const places = [...learned.x.data];
      expect(learned.items).toEqual(places.map((i) => items[i]));
      expect([...learned.y.data]).toEqual(places.flatMap((i) => [...y.data.slice(4 * i, 4 * i + 4)]));
      for (const i of data) {
        expect(places).not.toContain(i);
        if (kind === 'speakers') {
          expect(learned.items.map(({ fields }) => fields.speaker)).not.toContain(items[i].fields.speaker);
        }
      }
      asked.push(...data);
      return new Float32Array(4 * data.length).map((_, at) => [0.1, 0.2, 0.3, 0.4][at % 4]);
    };
    const other: Teacher = async (_, { data }) => new Float32Array(4 * data.length).fill(0.25);
    const labels = await taughtLabels({ ...trial, split }, items, x, y, [teacher, other]);

    expect(asked.sort((a, b) => a - b)).toEqual(names.map((_, i) => i));
    expect(seeds.size).toBe(3);
    for (const [at, value] of labels.data.entries()) {
      expect(value).toBeCloseTo(0.6 * y.data[at] + 0.2 * [0.1, 0.2, 0.3, 0.4][at % 4] + 0.2 * 0.25, 6);
    }
  },
);

test('without teachers the labels stay, and more folds than speakers are refused', async () => {
  const { teachers: _, ...training } = trial.training;
  expect(await taughtLabels({ ...trial, training }, items, x, y, [])).toBe(y);
  const speakers = new Set(items.map(({ fields }: SplitItem) => fields.speaker)).size;
  await expect(
    taughtLabels(
      { ...trial, training: { ...training, teachers: { folds: speakers + 1, share: 0.5 } } },
      items,
      x,
      y,
      [],
    ),
  ).rejects.toThrow(`folds must be at most ${speakers}`);
});

test('a trial with teachers, an SVM among them, learns from other labels, and the same from the same seed', async () => {
  const inputs = {
    names,
    fingerprints: names,
    shape: [6],
    data: Float32Array.from(createLcg(4).array(names.length * 6)),
  };
  const loss = async (teachers?: Trial['training']['teachers']) => {
    const { teachers: _, ...training } = trial.training;
    const { result, model } = await runTrial(
      { ...trial, training: { ...training, ...(teachers && { teachers }) } },
      inputs,
      'cpu',
    );
    model?.dispose();
    return result.history.loss;
  };
  const taught = await loss({ folds: 3, share: 0.4 });
  expect(taught).toHaveLength(4);
  expect(await loss({ folds: 3, share: 0.4 })).toEqual(taught);
  const bySvm = await loss({ folds: 3, share: 0.4, svm: true });
  const alone = await loss();
  expect(new Set([taught[0], bySvm[0], alone[0]]).size).toBe(3);
});
