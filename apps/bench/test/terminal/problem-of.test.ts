import { expect, test } from 'vitest';
import { z } from 'zod';
import { problemOf } from '../../src/terminal/problem-of.js';

const form = z.object({ name: z.string().max(3), parts: z.array(z.number()).optional() });

test('what is right has no problem, what is wrong has the place of the first', () => {
  expect(problemOf(form, { name: 'a' })).toBeUndefined();
  expect(problemOf(form, { name: 'a', parts: [1, 'b'] })).toBe('parts.1: expected number, received string');
  expect(problemOf(form, null)).toBe('expected object, received null');
});

test('a length that nothing can be compared with is a problem, too, and not an error', () => {
  expect(problemOf(form, { name: { length: { toString: null } } })).toMatch(/^expected plain values; /);
});
