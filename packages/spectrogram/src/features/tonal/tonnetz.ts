import type { Matrix } from '../../matrix.js';
import { requireMatrix } from '../../require-argument.js';
import { addWeightedRows } from '../add-weighted-rows.js';
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
  const [classes, frames] = chroma.shape;
  const normalized = normalizeColumns(chroma, 1).data;
  const data = new Float32Array(6 * frames);
  const sums = new Float64Array(frames);
  for (let row = 0; row < 6; row++) {
    const { angle, radius } = intervals[row >> 1];
    // Even rows are the sine, written as a cosine a quarter turn later.
    const turn = row % 2 === 0 ? 0.5 : 0;
    const weights = Float64Array.from({ length: classes }, (_, c) => {
      return radius * Math.cos(Math.PI * ((angle * 12 * c) / classes - turn));
    });
    sums.fill(0);
    addWeightedRows(sums, normalized, frames, 0, weights);
    data.set(sums, row * frames);
  }
  return { data, shape: [6, frames] };
}
