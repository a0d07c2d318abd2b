/** (rows, columns) -> (columns, rows), of a matrix whose rows are `rowLength` values apart. */
export function transpose(matrix: usize, result: usize, rows: i32, columns: i32, rowLength: i32): void {
  // In strips of 16 columns, since a value read brings its neighbours into the cache.
  for (let first = 0; first < columns; first += 16) {
    const end = min(columns, first + 16);
    for (let row = 0; row < rows; row++) {
      for (let column = first; column < end; column++) {
        f32.store(result + ((column * rows + row) << 2), f32.load(matrix + ((row * rowLength + column) << 2)));
      }
    }
  }
}
