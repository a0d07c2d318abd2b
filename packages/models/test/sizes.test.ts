import { expect, test } from 'vitest';
import { convolutionSize, poolingSize } from '../src/index.js';

test('the printed formulas take 150 pixels through five pairs of 3 x 3 and pooling by 2 to 2 pixels', () => {
  const sizes = [150];
  for (let pair = 0; pair < 5; pair++) {
    sizes.push(convolutionSize(sizes[sizes.length - 1], 3));
    sizes.push(poolingSize(sizes[sizes.length - 1], 2, 2));
  }
  expect(sizes).toEqual([150, 148, 74, 72, 36, 34, 17, 15, 7, 5, 2]);
});

test("'same' keeps the size in a convolution, and 150 pixels pooled by 5 become 30, 6, 2, 1, 1", () => {
  expect(convolutionSize(150, 5, 'same')).toBe(150);
  const sizes = [150];
  for (let pair = 0; pair < 5; pair++) sizes.push(poolingSize(sizes[pair], 5, 5, 'same'));
  expect(sizes).toEqual([150, 30, 6, 2, 1, 1]);
});

test('both formulas count the places where a window fits', () => {
  for (let size = 1; size < 20; size++) {
    for (let window = 1; window <= size; window++) {
      for (let stride = 1; stride < 6; stride++) {
        let places = 0;
        for (let start = 0; start + window <= size; start += stride) places++;
        expect(poolingSize(size, window, stride)).toBe(places);
        if (stride === 1) expect(convolutionSize(size, window)).toBe(places);
      }
    }
  }
});

test.each([
  [() => convolutionSize(2.5, 1), 'convolutionSize: size must be a positive integer; received 2.5'],
  [() => convolutionSize(5, 0), 'convolutionSize: filter must be a positive integer; received 0'],
  [() => convolutionSize(4, 5), 'convolutionSize: filter must be at most the size, 4; received 5'],
  [() => poolingSize(Number.NaN, 1, 1), 'poolingSize: size must be a positive integer; received NaN'],
  [() => poolingSize(5, -1, 1), 'poolingSize: window must be a positive integer; received -1'],
  [() => poolingSize(5, 1, 0, 'same'), 'poolingSize: stride must be a positive integer; received 0'],
  [() => poolingSize(4, 5, 5), 'poolingSize: window must be at most the size, 4; received 5'],
])('case %# is rejected', (call, message) => {
  expect(call).toThrow(new RangeError(message));
});
