/** Numbers in row-major order: rows are features (frequencies, bands, coefficients), columns are frames in time. */
export interface Matrix {
  /** Row after row: the value at (row, column) is `data[row * shape[1] + column]`. */
  data: Float32Array;
  /** [rows, columns]. */
  shape: [rows: number, columns: number];
}
