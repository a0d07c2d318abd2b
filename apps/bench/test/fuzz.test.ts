import { expect, test } from 'vitest';
import { fuzz } from '../fuzz/fuzz.js';

test('two seconds of mutated files and values: a value or a refusal each, in little time and memory', async () => {
  const counts = await fuzz({ seconds: 2, seed: 1 });
  expect(Object.keys(counts)).toEqual([
    ...['WAV', 'PNG', 'zip', 'model folder', 'card', 'result', 'results folder', 'input cache', 'audit', 'queue'],
  ]);
  for (const { inputs, taken, refused } of Object.values(counts)) {
    expect(inputs).toBeGreaterThan(0);
    expect(taken + refused).toBe(inputs);
  }
});
