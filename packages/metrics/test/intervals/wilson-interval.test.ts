import { readFileSync } from 'node:fs';
import { expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { wilsonInterval } from '../../src/index.js';

const golden = JSON.parse(readFileSync(new URL('../golden/statistics.json', import.meta.url), 'utf8'));

test('agrees with scipy', () => {
  const rows: number[][] = golden.wilson_interval;
  const ours = rows.map(([k, n, confidence]) => wilsonInterval(k, n, { confidence }));
  expectAllClose(
    ours.flatMap(({ low, high }) => [low, high]),
    rows.flatMap(([, , , low, high]) => [low, high]),
    { rtol: 1e-12, atol: 1e-15 },
  );
});

test('its bounds are where the score test just rejects', () => {
  const { low, high } = wilsonInterval(183, 210);
  for (const p of [low, high]) {
    expect(Math.abs(183 / 210 - p) / Math.sqrt((p * (1 - p)) / 210)).toBeCloseTo(1.959963984540054, 10);
  }
});

test('is exactly 0 below no success and exactly 1 above no failure', () => {
  for (let trials = 1; trials <= 100; trials++) {
    expect(wilsonInterval(0, trials).low).toBe(0);
    expect(wilsonInterval(trials, trials).high).toBe(1);
  }
});

test('turns around when successes and failures change places', () => {
  const { low, high } = wilsonInterval(3, 11);
  expectAllClose([1 - high, 1 - low], Object.values(wilsonInterval(8, 11)), { rtol: 1e-14 });
});

test.each([
  [[1, 0], 'trials must be a whole number from 1; received 0'],
  [[1, 2.5], 'trials must be a whole number from 1; received 2.5'],
  [[1, Number.NaN], 'trials must be a whole number from 1; received NaN'],
  [[-1, 2], 'successes must be a whole number from 0 to 2; received -1'],
  [[3, 2], 'successes must be a whole number from 0 to 2; received 3'],
  [[Number.NaN, 2], 'successes must be a whole number from 0 to 2; received NaN'],
] as const)('%j throws', ([successes, trials], message) => {
  expect(() => wilsonInterval(successes, trials)).toThrow(new RangeError(`wilsonInterval: ${message}`));
});

test.each([0, 1, 95, Number.NaN])('confidence %d throws', (confidence) => {
  const message = `wilsonInterval: confidence must be between 0 and 1, exclusive; received ${confidence}`;
  expect(() => wilsonInterval(1, 2, { confidence })).toThrow(new RangeError(message));
});
