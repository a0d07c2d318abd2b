import { madd } from './madd';
import { transposeFour } from './transpose';

/** Rows and columns of the result that are computed at once: eight running sums keep the adders busy. */
const rowGroup = 4;
const columnGroup = 8;

/** Products of an output that are added up at once: so long groups of both matrices stay in the fastest cache. */
const depth = 512;

/** Columns and rows that are laid out at once: they stay in the second cache. */
const panel = 128;
const strip = 64;

/**
 * C = A B, a bias added to each row and what is below a floor set to it, of matrices (rows, inner) and (inner, columns)
 * of either layout. Blocked for the caches as Goto and van de Geijn (2008) describe it: parts of both matrices are copied
 * to where the inner loop finds them one after the other.
 *
 * Each output adds its products in the same order, so that equal rows have equal outputs wherever they stand.
 *
 * @param aRow Values from a row of A to the next.
 * @param aInner Values from a column of A to the next; one of both is 1.
 * @param bInner Values from a row of B to the next.
 * @param bColumn Values from a column of B to the next; one of both is 1.
 * @param bias A value for each column, or 0 for none.
 * @param c Written: (rows, columns), row by row.
 * @param scratch 32 values, and 192 for each column of A, of which 512 count at most.
 */
export function denseProduct(
  a: usize,
  aRow: i32,
  aInner: i32,
  b: usize,
  bInner: i32,
  bColumn: i32,
  bias: usize,
  floor: f32,
  c: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  scratch: usize,
): void {
  const right = scratch + ((rowGroup * columnGroup) << 2);
  const left = right + ((<usize>(panel * min(inner, depth))) << 2);
  const cRow: usize = columns << 2;
  for (let first = 0; first < columns; first += panel) {
    const width = min(panel, columns - first);
    const target = c + (first << 2);
    startWithBias(target, bias === 0 ? 0 : bias + (first << 2), rows, width, cRow);
    for (let start = 0; start < inner; start += depth) {
      const length = min(depth, inner - start);
      const least: f32 = start + length < inner ? -Infinity : floor;
      layOut(
        b + ((<usize>(start * bInner + first * bColumn)) << 2),
        bInner,
        bColumn,
        right,
        length,
        width,
        columnGroup,
      );
      for (let top = 0; top < rows; top += strip) {
        const height = min(strip, rows - top);
        layOut(a + ((<usize>(top * aRow + start * aInner)) << 2), aInner, aRow, left, length, height, rowGroup);
        for (let column = 0; column < width; column += columnGroup) {
          for (let row = 0; row < height; row += rowGroup) {
            addProducts(
              left + ((<usize>(row * length)) << 2),
              right + ((<usize>(column * length)) << 2),
              target + <usize>(top + row) * cRow + (column << 2),
              cRow,
              length,
              min(rowGroup, height - row),
              min(columnGroup, width - column),
              least,
              scratch,
            );
          }
        }
      }
    }
  }
}

/** What the products are added to. */
function startWithBias(c: usize, bias: usize, rows: i32, columns: i32, cRow: usize): void {
  const bytes: usize = columns << 2;
  for (let row = 0; row < rows; row++) {
    if (bias === 0) memory.fill(c, 0, bytes);
    else memory.copy(c, bias, bytes);
    c += cRow;
  }
}

/** Groups of rows of A or columns of B, each (inner, group), the last one filled up with zeros. */
function layOut(from: usize, innerStep: i32, lineStep: i32, to: usize, inner: i32, lines: i32, group: i32): void {
  const innerBytes: usize = innerStep << 2;
  const lineBytes: usize = lineStep << 2;
  const groupBytes: usize = group << 2;
  for (let line = 0; line < lines; line += group) {
    const count: usize = min(group, lines - line);
    let i = 0;
    let at = from;
    if (count === group && lineStep === 1) {
      for (; i < inner; i++) {
        v128.store(to, v128.load(at));
        if (group === columnGroup) v128.store(to, v128.load(at, 16), 16);
        at += innerBytes;
        to += groupBytes;
      }
    } else if (count === group) {
      for (; i + 4 <= inner; i += 4) {
        transposeFour(at, lineBytes, to, groupBytes);
        if (group === columnGroup) transposeFour(at + 4 * lineBytes, lineBytes, to + 16, groupBytes);
        at += 16;
        to += 4 * groupBytes;
      }
    }
    for (; i < inner; i++) {
      for (let one: usize = 0; one < <usize>group; one++) {
        f32.store(to + (one << 2), one < count ? f32.load(at + one * lineBytes) : 0);
      }
      at += innerBytes;
      to += groupBytes;
    }
    from += <usize>group * lineBytes;
  }
}

/** Adds the products of a group of rows with a group of columns, of which so many count. */
function addProducts(
  left: usize,
  right: usize,
  c: usize,
  cRow: usize,
  inner: i32,
  rows: i32,
  columns: i32,
  floor: f32,
  spare: usize,
): void {
  if (rows === rowGroup && columns === columnGroup) {
    multiplyGroups(left, right, c, cRow, inner, floor);
    return;
  }
  copyValues(c, cRow, spare, columnGroup << 2, rows, columns);
  multiplyGroups(left, right, spare, columnGroup << 2, inner, floor);
  copyValues(spare, columnGroup << 2, c, cRow, rows, columns);
}

function copyValues(from: usize, fromBytes: usize, to: usize, toBytes: usize, rows: i32, columns: i32): void {
  const end: usize = columns << 2;
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < end; at += 4) f32.store(to + at, f32.load(from + at));
    from += fromBytes;
    to += toBytes;
  }
}

function multiplyGroups(left: usize, right: usize, c: usize, cRow: usize, inner: i32, floor: f32): void {
  const zero = f32x4.splat(0);
  let s00 = zero;
  let s01 = zero;
  let s10 = zero;
  let s11 = zero;
  let s20 = zero;
  let s21 = zero;
  let s30 = zero;
  let s31 = zero;
  for (const end = right + ((<usize>inner) << 5); right < end; right += 32) {
    const w0 = v128.load(right, 0);
    const w1 = v128.load(right, 16);
    const v0 = v128.load32_splat(left, 0);
    s00 = madd(v0, w0, s00);
    s01 = madd(v0, w1, s01);
    const v1 = v128.load32_splat(left, 4);
    s10 = madd(v1, w0, s10);
    s11 = madd(v1, w1, s11);
    const v2 = v128.load32_splat(left, 8);
    s20 = madd(v2, w0, s20);
    s21 = madd(v2, w1, s21);
    const v3 = v128.load32_splat(left, 12);
    s30 = madd(v3, w0, s30);
    s31 = madd(v3, w1, s31);
    left += 16;
  }
  const least = f32x4.splat(floor);
  addTo(c, s00, s01, least);
  addTo(c + cRow, s10, s11, least);
  addTo(c + 2 * cRow, s20, s21, least);
  addTo(c + 3 * cRow, s30, s31, least);
}

/** A sum that is no number stays one. */
function addTo(c: usize, sum0: v128, sum1: v128, least: v128): void {
  v128.store(c, f32x4.pmax(f32x4.add(v128.load(c, 0), sum0), least), 0);
  v128.store(c, f32x4.pmax(f32x4.add(v128.load(c, 16), sum1), least), 16);
}
