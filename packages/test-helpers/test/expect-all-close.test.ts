import { expect, test } from 'vitest';
import { createLcg, expectAllClose } from '../src/index.js';

test('values within atol + rtol |expected| pass', () => {
  expectAllClose([1.0009, 0.0001], [1, 0], { rtol: 1e-3, atol: 1e-4 });
});

test('a value just outside fails and names its index', () => {
  expect(() => expectAllClose([1, 1.004], [1, 1], { rtol: 1e-3 })).toThrow(/^index 1: received 1.004, expected 1 /);
});

test('NaN fails against a number, and a number against NaN', () => {
  expect(() => expectAllClose([Number.NaN], [1], { atol: 1e9 })).toThrow(/index 0/);
  expect(() => expectAllClose([1], [Number.NaN], { atol: 1e9 })).toThrow(/index 0/);
  expectAllClose([Number.NaN], [Number.NaN], {});
});

test('an infinity equals only itself', () => {
  expectAllClose([Number.POSITIVE_INFINITY], [Number.POSITIVE_INFINITY], {});
  expect(() => expectAllClose([1], [Number.POSITIVE_INFINITY], { atol: 1 })).toThrow(/index 0/);
});

test('different lengths fail', () => {
  expect(() => expectAllClose([1, 2], [1], { atol: 1 })).toThrow(/lengths differ/);
});

test('the generator gives the golden sequence', () => {
  // By hand: 1664525 * 1 + 1013904223 = 1015568748, / 2^32 - 0.5 = -0.26354...
  expectAllClose(createLcg(1).array(1), [1015568748 / 2 ** 32 - 0.5], {});
});
