import { addTransposedProduct } from './transposed-product';
import { transformed } from './winograd';

/**
 * Adds one image's part to the transformed gradient of a filter of 3 x 3 with stride 1, by Winograd's minimal filtering
 * F(3 x 3, 2 x 2): a square of 2 x 2 values of dY is a filter for a square of 4 x 4 inputs, and 16 products stand for 36.
 * The inputs are transformed as the forward convolution does it; of the outputs only the sum is ever transformed.
 *
 * @param x The image, padded to (2 rows + 2, 2 columns + 2, inChannels).
 * @param dy Padded to (2 rows, 2 columns, outChannels).
 * @param sums Added to: (4, 4, inChannels, outChannels).
 * @param scratch 16 values for each channel of both for each square of a tile.
 * @param tile Squares that are taken together.
 * @param inChannels A multiple of 4.
 * @param outChannels A multiple of 8.
 */
export function winogradFilterSums(
  x: usize,
  dy: usize,
  sums: usize,
  scratch: usize,
  tile: i32,
  rows: i32,
  columns: i32,
  inChannels: i32,
  outChannels: i32,
): void {
  const inBytes: usize = inChannels << 2;
  const outBytes: usize = outChannels << 2;
  const xRow = <usize>(2 * columns + 2) * inBytes;
  const dyRow = <usize>(2 * columns) * outBytes;
  for (let done = 0; done < rows * columns; done += tile) {
    const count = min(tile, rows * columns - done);
    const inPart = <usize>count * inBytes;
    const outPart = <usize>count * outBytes;
    const others = scratch + 16 * inPart;
    for (let i = 0; i < count; i++) {
      const row: usize = (done + i) / columns;
      const column: usize = (done + i) % columns;
      const from = x + 2 * row * xRow + 2 * column * inBytes;
      for (let c: usize = 0; c < inBytes; c += 16) {
        const d0 = from + c;
        const d1 = d0 + xRow;
        const d2 = d1 + xRow;
        const to = scratch + <usize>i * inBytes + c;
        transformed(d0, d2, false, inBytes, 3 * inBytes, to, inPart);
        transformed(d1, d2, true, inBytes, 3 * inBytes, to + 4 * inPart, inPart);
        transformed(d2, d1, false, inBytes, 3 * inBytes, to + 8 * inPart, inPart);
        transformed(d1, d2 + xRow, false, inBytes, 3 * inBytes, to + 12 * inPart, inPart);
      }
      const square = dy + 2 * row * dyRow + 2 * column * outBytes;
      for (let k: usize = 0; k < outBytes; k += 16) {
        const left0 = v128.load(square + k);
        const right0 = v128.load(square + k + outBytes);
        const left1 = v128.load(square + k + dyRow);
        const right1 = v128.load(square + k + dyRow + outBytes);
        const to = others + <usize>i * outBytes + k;
        storeRow(left0, right0, to, outPart);
        storeRow(f32x4.add(left0, left1), f32x4.add(right0, right1), to + 4 * outPart, outPart);
        storeRow(f32x4.sub(left0, left1), f32x4.sub(right0, right1), to + 8 * outPart, outPart);
        storeRow(left1, right1, to + 12 * outPart, outPart);
      }
    }
    for (let k: usize = 0; k < 16; k++) {
      const place = sums + k * <usize>inChannels * outBytes;
      addTransposedProduct(scratch + k * inPart, inBytes, others + k * outPart, outBytes, place, count);
    }
  }
}

/** A row of a square of dY, transformed but for the halves, which the sums are multiplied with in the end. */
function storeRow(left: v128, right: v128, to: usize, part: usize): void {
  v128.store(to, left);
  v128.store(to + part, f32x4.add(left, right));
  v128.store(to + 2 * part, f32x4.sub(left, right));
  v128.store(to + 3 * part, right);
}

/**
 * The gradient of a filter from its transformed sums.
 *
 * @param sums (4, 4, length).
 * @param gradient Written: (3, 3, length).
 * @param length inChannels outChannels, a multiple of 4.
 */
export function winogradFilterGradient(sums: usize, gradient: usize, length: i32): void {
  const part: usize = length << 2;
  for (let at: usize = 0; at < part; at += 16) {
    // Along the height first, into the first three rows of the sums.
    for (let column: usize = 0; column < 4; column++) {
      const m = sums + at + column * part;
      const m1 = f32x4.mul(v128.load(m + 4 * part), f32x4.splat(0.5));
      const m2 = f32x4.mul(v128.load(m + 8 * part), f32x4.splat(0.5));
      const ends = f32x4.add(m1, m2);
      v128.store(m, f32x4.add(v128.load(m), ends));
      v128.store(m + 4 * part, f32x4.sub(m1, m2));
      v128.store(m + 8 * part, f32x4.sub(ends, v128.load(m + 12 * part)));
    }
    for (let row: usize = 0; row < 3; row++) {
      const m = sums + at + 4 * row * part;
      const to = gradient + at + 3 * row * part;
      const m1 = f32x4.mul(v128.load(m + part), f32x4.splat(0.5));
      const m2 = f32x4.mul(v128.load(m + 2 * part), f32x4.splat(0.5));
      const ends = f32x4.add(m1, m2);
      v128.store(to, f32x4.add(v128.load(m), ends));
      v128.store(to + part, f32x4.sub(m1, m2));
      v128.store(to + 2 * part, f32x4.sub(ends, v128.load(m + 3 * part)));
    }
  }
}
