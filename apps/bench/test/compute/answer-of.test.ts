import { expect, test } from 'vitest';
import { answerOf } from '../../src/compute/trial-result.js';

const emotions = ['happy', 'sad', 'angry', 'neutral'] as const;

test.each([
  ['the largest output', [0.1, 0.2, 0.6, 0.1], 'angry'],
  ['the first of equals', [0.1, 0.4, 0.4, 0.1], 'sad'],
  ['a spare output is no emotion', [0.1, 0.1, 0.1, 0.1, 0.6], 'other'],
  [
    'no numbers, of a model that diverged: still one of its emotions',
    [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
    'happy',
  ],
])('%s', (_, probabilities, answer) => {
  expect(answerOf(probabilities, [...emotions])).toBe(answer);
});
