import { expect, test } from 'vitest';
import { createRandom } from '../../src/synthetic/create-random.js';

const draw = (length: number, next: () => number) => Array.from({ length }, next);

test('the same key gives the same stream, every other key another', () => {
  const stream = (...key: Array<number | string>) => draw(4, createRandom(...key).uniform).join();
  expect(stream(0, 'voice', 1)).toBe(stream(0, 'voice', 1));
  const keys = [0, 1, 2].flatMap((seed) =>
    ['voice', 'take'].flatMap((use) => draw(24, () => 0).map((_, i) => [seed, use, i])),
  );
  expect(new Set(keys.map((key) => stream(...key))).size).toBe(keys.length);
});

test('the first draws of neighbouring keys are unrelated', () => {
  const first = draw(2000, () => 0).map((_, i) => createRandom(0, 'voice', i).uniform() - 0.5);
  const correlation = first.slice(1).reduce((sum, value, i) => sum + value * first[i], 0) / 1999 / (1 / 12);
  expect(Math.abs(correlation)).toBeLessThan(0.08); // 3.6 standard errors
});

test('uniform numbers fill [0, 1) evenly', () => {
  const counts = new Array(10).fill(0);
  for (const value of draw(10_000, createRandom('uniform').uniform)) counts[Math.floor(value * 10)]++;
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120); // 4 standard deviations
});

test('normal numbers have mean 0, deviation 1 and the kurtosis of a sum of four uniforms, and are bounded', () => {
  const values = draw(20_000, createRandom('normal').normal);
  const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
  expect(Math.abs(moment(1))).toBeLessThan(0.03);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.04);
  expect(Math.abs(moment(4) - 2.7)).toBeLessThan(0.15); // 3 - 6 / 5 / 4
  expect(Math.max(...values.map(Math.abs))).toBeLessThan(2 * Math.sqrt(3));
});
