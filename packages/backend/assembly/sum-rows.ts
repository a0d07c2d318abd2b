/** Rows that are added up before their sum joins the total: long sums of small numbers stay exact. */
const blockRows: i32 = 64;

/** Sums of the columns of a matrix (rows, columns). */
export function sumRows(matrix: usize, sums: usize, rows: i32, columns: i32): void {
  const rowBytes: usize = columns << 2;
  memory.fill(sums, 0, rowBytes);
  for (let start = 0; start < rows; start += blockRows) {
    const from = matrix + <usize>start * rowBytes;
    const end = matrix + <usize>min(rows, start + blockRows) * rowBytes;
    let column = 0;
    for (; column + 16 <= columns; column += 16) {
      const offset = column << 2;
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      let s2 = f32x4.splat(0);
      let s3 = f32x4.splat(0);
      for (let row = from + offset; row < end; row += rowBytes) {
        s0 = f32x4.add(s0, v128.load(row, 0));
        s1 = f32x4.add(s1, v128.load(row, 16));
        s2 = f32x4.add(s2, v128.load(row, 32));
        s3 = f32x4.add(s3, v128.load(row, 48));
      }
      const to = sums + offset;
      v128.store(to, f32x4.add(v128.load(to, 0), s0), 0);
      v128.store(to, f32x4.add(v128.load(to, 16), s1), 16);
      v128.store(to, f32x4.add(v128.load(to, 32), s2), 32);
      v128.store(to, f32x4.add(v128.load(to, 48), s3), 48);
    }
    for (; column < columns; column++) {
      const offset = column << 2;
      let sum: f32 = 0;
      for (let row = from + offset; row < end; row += rowBytes) sum += f32.load(row);
      f32.store(sums + offset, f32.load(sums + offset) + sum);
    }
  }
}
