import type { Matrix } from '../../matrix.js';
import { requireMatrix } from '../../require-argument.js';
import { applyFilters, type Band } from '../apply-filters.js';
import { normalizeColumns } from '../normalize-columns.js';

/** Each interval's angle per pitch class in units of pi, and its circle's radius: fifths, minor thirds, major thirds. */
const intervals = [
  { angle: 7 / 6, radius: 1 },
  { angle: 3 / 2, radius: 1 },
  { angle: 2 / 3, radius: 0.5 },
];

/**
 * Tonal centroids: the place of each frame's chroma on the circles of fifths, minor thirds and major thirds.
 *
 * @param chroma (12, frames) chromagram; another number of rows is taken as that many steps to the octave.
 * @returns (6, frames): x and y on the circle of fifths (radius 1), of minor thirds (1) and of major thirds (0.5).
 * A silent frame is all zero.
 * @throws TypeError when the shape does not fit the data.
 * @throws RangeError when a value is not finite.
 * @see librosa.feature.tonnetz(chroma=chroma), 0.11.0
 * @example
 * tonnetz(chromaStft(samples, 48000)).shape; // [6, frames]
 */
export function tonnetz(chroma: Matrix): Matrix {
  requireMatrix('tonnetz', 'chroma', chroma);
  const classes = chroma.shape[0];
  const bands: Band[] = Array.from({ length: 6 }, (_, row) => {
    const { angle, radius } = intervals[row >> 1];
    // Even rows are the sine, written as a cosine a quarter turn later.
    const turn = row % 2 === 0 ? 0.5 : 0;
    const weights = Float64Array.from({ length: classes }, (_, c) => {
      return radius * Math.cos(Math.PI * ((angle * 12 * c) / classes - turn));
    });
    return { start: 0, weights };
  });
  return applyFilters(bands, normalizeColumns(chroma, 1));
}
