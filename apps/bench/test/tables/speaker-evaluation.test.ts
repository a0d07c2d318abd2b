import { type Emotion, formatFilename } from '@aver/ravdess';
import { expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import type { Prediction, TrialResult } from '../../src/compute/trial-result.js';
import { speakerEvaluation } from '../../src/tables/speaker-evaluation.js';
import { aResult } from '../a-result.js';

function spoken(actor: number, pairs: Array<[Emotion, Emotion]>): Prediction[] {
  return pairs.map(([yTrue, yPred], i) => ({
    name: formatFilename({
      modality: 'audio-only',
      vocalChannel: 'speech',
      emotion: yTrue,
      intensity: 'normal',
      statement: i % 2 === 0 ? 1 : 2,
      repetition: 1,
      actor,
    }),
    yTrue,
    yPred,
    probabilities: [],
  }));
}

function fold(index: number, predictions: Prediction[]): TrialResult {
  const result = aResult({ split: { kind: 'speakers', folds: 'emobox', fold: index } });
  return { ...result, predictions, testCount: predictions.length };
}

const folds = [
  // Actor 1, a man: 3 of 4. Actor 2, a woman: 2 of 2.
  fold(0, [
    ...spoken(1, [
      ['happy', 'happy'],
      ['happy', 'sad'],
      ['sad', 'sad'],
      ['angry', 'angry'],
    ]),
    ...spoken(2, [
      ['happy', 'happy'],
      ['sad', 'sad'],
    ]),
  ]),
  // Actor 3, a man: 1 of 2.
  fold(1, [
    ...spoken(3, [
      ['happy', 'sad'],
      ['neutral', 'neutral'],
    ]),
  ]),
];
const evaluation = speakerEvaluation(folds);
// Student's t for two values a and b: 12.7062 |a - b| / 2.
const half = (a: number, b: number) => (12.706204736 * Math.abs(a - b)) / 2;

test('accuracy and unweighted recall are means over the folds', () => {
  expect(evaluation).toMatchObject({ folds: 2, recordings: 8 });
  const { accuracy, unweightedRecall } = evaluation;
  expectAllClose([accuracy.mean], [(5 / 6 + 1 / 2) / 2], { rtol: 1e-12 });
  // Fold 0: happy 2/3, sad 1, angry 1; fold 1: happy 0, neutral 1. An emotion that a fold lacks does not count.
  expectAllClose([unweightedRecall.mean], [(8 / 9 + 1 / 2) / 2], { rtol: 1e-12 });
  // Kept within 0 and 1.
  expect([accuracy.low, accuracy.high]).toEqual([0, 1]);
});

test('recall by emotion is a mean over the speakers who show it, with an interval over them', () => {
  const of = (name: string) => evaluation.emotions.find((one) => one.name === name)?.recall;
  expect(evaluation.emotions.map(({ name }) => name)).toEqual(['happy', 'sad', 'angry', 'neutral']);
  expect(of('happy')).toMatchObject({ mean: 0.5, recordings: 4 });
  expect(of('sad')).toEqual({ mean: 1, low: 1, high: 1, recordings: 2 });
  // One speaker: Wilson over the one recording, 1 / (1 + 1.96^2) to 1.
  expectAllClose([of('angry')?.low ?? 0], [1 / (1 + 1.959963984540054 ** 2)], { rtol: 1e-9 });
});

test('accuracy by sex is over its speakers, and by speaker over the recordings', () => {
  expect(evaluation.sexes.map(({ name, accuracy }) => [name, accuracy.mean, accuracy.recordings])).toEqual([
    ['female', 1, 2],
    ['male', (3 / 4 + 1 / 2) / 2, 6],
  ]);
  const men = evaluation.sexes[1].accuracy;
  expectAllClose([men.low], [Math.max(0, men.mean - half(3 / 4, 1 / 2))], { atol: 1e-9 });
  expect(evaluation.speakers.map(({ name, accuracy }) => [name, accuracy.mean])).toEqual([
    [1, 3 / 4],
    [2, 1],
    [3, 1 / 2],
  ]);
  // Wilson, 3 of 4.
  const { low, high } = evaluation.speakers[0].accuracy;
  expectAllClose([low, high], [0.300642, 0.954413], { atol: 1e-6 });
});

test('confusions are counted over all folds', () => {
  expect(evaluation.confusion).toEqual({
    labels: ['happy', 'sad', 'angry', 'neutral'],
    counts: [
      [2, 2, 0, 0],
      [0, 2, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ],
  });
});
