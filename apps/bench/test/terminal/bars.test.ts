import { expect, test } from 'vitest';
import { bars, shades } from '../../src/terminal/bars.js';

test('bars: one line for each share, in proportion, the labels aligned', () => {
  const shares = [
    { label: 'sad', share: 0 },
    { label: 'neutral', share: 1 },
  ];
  expect(bars(shares, 4)).toBe('sad      ····  0.00\nneutral  ████  1.00');
});

test('shades: nothing where it is black, full where it is white, a line for each row without blanks at its end', () => {
  expect(shades({ data: [0, 255, 0, 64, 128, 0], shape: [2, 3] })).toBe(' █\n▒▓');
});
