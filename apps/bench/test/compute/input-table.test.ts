import { expect, test } from 'vitest';
import { inputTable, selectInputs } from '../../src/compute/input-table.js';

const row = (name: string, ...values: number[]) => ({
  name,
  fingerprint: `of ${name}`,
  input: { data: Uint8Array.from(values), shape: [values.length, 1] },
});

test('rows are sorted by name, whatever their order', () => {
  const table = inputTable([row('b', 3, 4), row('a', 1, 2)]);
  expect(table).toEqual({
    names: ['a', 'b'],
    fingerprints: ['of a', 'of b'],
    shape: [2, 1],
    data: Uint8Array.of(1, 2, 3, 4),
  });
});

test('rows of another shape are refused', () => {
  expect(() => inputTable([row('a', 1, 2), row('b', 3)])).toThrow(
    'inputTable: b must have shape [2,1]; received [1,1]',
  );
});

test('recordings come out in the order asked for, bytes stay bytes', () => {
  const table = inputTable([row('a', 1, 2), row('b', 3, 4), row('c', 5, 6)]);
  expect(selectInputs(table, ['c', 'a'])).toEqual({ data: Uint8Array.of(5, 6, 1, 2), shape: [2, 2, 1] });
});

test('scaled values are floats', () => {
  const table = inputTable([row('a', 51, 255)]);
  expect(selectInputs(table, ['a'], 1 / 255).data).toEqual(Float32Array.of(0.2, 1));
});

test('an unknown recording is refused', () => {
  expect(() => selectInputs(inputTable([row('a', 1)]), ['z'])).toThrow(
    'selectInputs: names must be in the table; received z',
  );
});
