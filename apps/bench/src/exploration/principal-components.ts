import { PCA } from 'ml-pca';

/** Recordings in the plane in which they differ most. */
export interface PrincipalComponents {
  /** Shares of the variance along the two axes. */
  explained: [x: number, y: number];
  /** For each recording its place. */
  points: Array<{ x: number; y: number }>;
}

/**
 * The first two principal components of features that are brought to mean 0 and deviation 1 before; those that never
 * change are left out. The largest weight of each axis is positive, so that the picture is always the same way up.
 *
 * @param rows For each recording its features.
 * @returns Undefined where there are fewer than 3 recordings, or fewer than 2 features that change.
 * @see scikit-learn's StandardScaler and PCA
 */
export function principalComponents(rows: ArrayLike<number>[]): PrincipalComponents | undefined {
  const columns = Array.from({ length: rows[0]?.length ?? 0 }, (_, j) => standardizedColumn(rows, j));
  const changing = columns.filter((column) => column !== undefined);
  if (rows.length < 3 || changing.length < 2) return undefined;
  const table = rows.map((_, i) => changing.map((column) => column[i]));
  const pca = new PCA(table, { method: changing.length <= rows.length ? 'covarianceMatrix' : 'SVD' });
  const weights = pca.getLoadings().to2DArray();
  const signs = [0, 1].map((axis) => Math.sign(weights[axis].reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a))));
  const places = pca.predict(table, { nComponents: 2 }).to2DArray();
  const [x, y] = pca.getExplainedVariance();
  return { explained: [x, y], points: places.map(([a, b]) => ({ x: signs[0] * a, y: signs[1] * b })) };
}

function standardizedColumn(rows: ArrayLike<number>[], j: number): number[] | undefined {
  const values = rows.map((row) => row[j]);
  const mean = values.reduce((sum, value) => sum + value, 0) / rows.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows.length);
  return deviation > 1e-12 * Math.abs(mean) ? values.map((value) => (value - mean) / deviation) : undefined;
}
