import type { Samples } from './samples.js';

/**
 * Weights by which every class counts the same in a mean over samples: samples / (classes x samples of the class). Soft
 * labels count by their shares. A class without samples is none of the classes, and its weight is 0.
 *
 * @param y Labels, each row adding to 1.
 * @param rows Numbers of the samples that count.
 * @returns One weight per class.
 * @see scikit-learn 1.9, sklearn.utils.class_weight.compute_class_weight('balanced')
 */
export function balancedWeights({ data, shape }: Samples, rows: Uint32Array): number[] {
  const classes = data.length / shape[0];
  const counts = new Array<number>(classes).fill(0);
  for (const row of rows) for (let k = 0; k < classes; k++) counts[k] += data[row * classes + k];
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count > 0 ? rows.length / (present * count) : 0));
}
