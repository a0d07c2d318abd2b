import { expect, test } from 'vitest';
import { hashOf } from '../../src/compute/trial-key.js';

test('the hash does not depend on the order in which fields were written', () => {
  expect(hashOf({ a: 1, b: { c: 2, d: [3, 4] } })).toBe(hashOf({ b: { d: [3, 4], c: 2 }, a: 1 }));
});

test('the hash changes with every value, with the order of lists and with the names of fields', () => {
  const hashes = [{ a: 1 }, { a: 2 }, { b: 1 }, { a: '1' }, { a: [1, 2] }, { a: [2, 1] }, { a: { a: 1 } }].map(hashOf);
  expect(new Set(hashes).size).toBe(hashes.length);
});
