/** (rows, columns) -> (columns, rows), of a matrix whose rows are `rowLength` values apart. */
export function transpose(matrix: usize, result: usize, rows: i32, columns: i32, rowLength: i32): void {
  const rowBytes: usize = rowLength << 2;
  const resultBytes: usize = rows << 2;
  const wholeRows = rows & ~3;
  const wholeColumns = columns & ~3;
  // In strips of 16 columns, since a value read brings its neighbours into the cache.
  for (let first = 0; first < wholeColumns; first += 16) {
    const end = min(wholeColumns, first + 16);
    for (let row = 0; row < wholeRows; row += 4) {
      for (let column = first; column < end; column += 4) {
        const from = matrix + <usize>row * rowBytes + ((<usize>column) << 2);
        transposeFour(from, rowBytes, result + <usize>column * resultBytes + ((<usize>row) << 2), resultBytes);
      }
    }
  }
  for (let row = 0; row < rows; row++) {
    for (let column = row < wholeRows ? wholeColumns : 0; column < columns; column++) {
      const value = f32.load(matrix + <usize>row * rowBytes + ((<usize>column) << 2));
      f32.store(result + <usize>column * resultBytes + ((<usize>row) << 2), value);
    }
  }
}

/** Four rows of four values. */
export function transposeFour(from: usize, fromBytes: usize, to: usize, toBytes: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + fromBytes);
  const c = v128.load(from + 2 * fromBytes);
  const d = v128.load(from + 3 * fromBytes);
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
  v128.store(to + toBytes, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7));
  v128.store(to + 2 * toBytes, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5));
  v128.store(to + 3 * toBytes, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7));
}
