/** (rows, columns) -> (columns, rows), of a matrix whose rows are `rowLength` values apart. */
export function transpose(matrix: usize, result: usize, rows: i32, columns: i32, rowLength: i32): void {
  for (let column = 0; column < columns; column++) {
    let source = matrix + (column << 2);
    for (let row = 0; row < rows; row++) {
      f32.store(result, f32.load(source));
      source += rowLength << 2;
      result += 4;
    }
  }
}
