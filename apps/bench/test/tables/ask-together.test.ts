import { expect, test } from 'vitest';
import type { TrialResult } from '../../src/compute/trial-result.js';
import { tableRows } from '../../src/rows/table-rows.js';
import { answersOf, askTogether } from '../../src/tables/ask-together.js';
import { ownSeconds } from '../../src/tables/own-seconds.js';
import type { TableDocument, TableRow } from '../../src/tables/table-document.js';
import { aResult } from '../a-result.js';

const row = (name: string) => {
  const found = tableRows.enhanced.find((one) => one.row === name);
  if (!found) throw new Error(name);
  return found;
};
const together = row('CNN + voice network');

/** Four recordings, shown happy, sad, angry, neutral, as a network of the row answered them. */
function result(name: string, seed: number, probabilities: number[][], more: Partial<TrialResult> = {}): TrialResult {
  const split = { kind: 'random', seed, testFraction: 0.5 } as const;
  const made = aResult({ seed, split, model: row(name).recipes.notebook.model });
  const predictions = made.predictions.map((one, i) => ({ ...one, probabilities: probabilities[i] }));
  return { ...made, predictions, ...more };
}

const picture = [
  [0.9, 0.1, 0, 0],
  [0.5, 0.4, 0.1, 0],
  [0, 0, 1, 0],
  [0.4, 0.3, 0, 0.3],
];
const voice = [
  [0.3, 0.7, 0, 0],
  [0.3, 0.5, 0.2, 0],
  [0, 0, 1, 0],
  [0.1, 0, 0, 0.9],
];

test('the mean of the probabilities decides, and what it took is the sum', () => {
  const [answer, ...more] = answersOf(together, [
    result('Spectrogram CNN', 0, picture, { parameters: 50, seconds: { train: 300, predict: 2 } }),
    result('Voice network', 0, voice, { parameters: 127, seconds: { train: 20, predict: 1 } }),
  ]);
  expect(more).toEqual([]);
  expect(answer.predictions.map(({ yPred }) => yPred)).toEqual(['happy', 'sad', 'angry', 'neutral']);
  expect(answer.predictions[1].probabilities[1]).toBeCloseTo(0.45, 12);
  expect(answer).toMatchObject({ parameters: 177, seconds: { train: 320, predict: 3 }, history: { loss: [] } });
});

test('only networks of the same seed and recordings are asked together; one alone is no answer', () => {
  const results = [
    result('Spectrogram CNN', 0, picture),
    result('Spectrogram CNN', 1, picture),
    result('Voice network', 1, voice),
    result('Voice network', 2, voice),
  ];
  expect(answersOf(together, results).map(({ trial }) => trial.seed)).toEqual([1]);
  const elsewhere = result('Voice network', 0, voice);
  elsewhere.trial = { ...elsewhere.trial, data: { ...elsewhere.trial.data, fingerprint: 'of other recordings' } };
  expect(answersOf(together, [results[0], elsewhere])).toEqual([]);
});

test('a training that broke off is told of both', () => {
  const broken = result('Voice network', 0, voice, { history: { loss: [null], stopped: 'diverged' } });
  const [answer] = answersOf(together, [result('Spectrogram CNN', 0, picture), broken]);
  expect(answer.history.stopped).toBe('diverged');
});

test('any other row answers by itself', () => {
  const results = [result('Voice network', 0, voice)];
  expect(answersOf(row('Voice network'), results)).toBe(results);
  expect(askTogether(results).predictions.map(({ yPred }) => yPred)).toEqual(['sad', 'sad', 'angry', 'neutral']);
});

test('the time of a training is told once, whichever of the rows are there', () => {
  const seconds = { 'Spectrogram CNN': 300, 'Voice network': 20, 'CNN + voice network': 320, MLP: 3 };
  const told = (...names: Array<keyof typeof seconds>) => {
    const rows = names.map((name) => ({ row: name, seconds: seconds[name] })) as TableRow[];
    const document = { setting: { table: 'enhanced' }, rows } as TableDocument;
    return rows.reduce((sum, one) => sum + ownSeconds(one, document), 0);
  };
  expect(told('MLP', 'CNN + voice network')).toBe(323);
  expect(told('Voice network', 'CNN + voice network')).toBe(320);
  expect(told('MLP', 'Spectrogram CNN', 'Voice network', 'CNN + voice network')).toBe(323);
});
