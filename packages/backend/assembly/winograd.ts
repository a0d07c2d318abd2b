import { multiply } from './multiply';
import { winogradFiveRows } from './winograd-five';

/** Filters that multiply takes at once. */
const block = 8;

/**
 * Two rows of a convolution with filters of 3 x 3 and stride 1, by Winograd's minimal filtering F(2 x 2, 3 x 3) as Lavin
 * and Gray (2016) use it: a square of 4 x 4 inputs and 16 products for a square of 2 x 2 outputs, where their sums have
 * 36. Along either axis it is what threeTaps does along one.
 *
 * Where all inputs are the same, all but one of the products are of exact zeros, so that the outputs have the same bits.
 *
 * @param from Where the window of the first row's first pixel begins in the padded image.
 * @param rowBytes From a row of the image to the next.
 * @param packed The filter as packWinograd lays it out.
 * @param bias A value for each of outChannels, a multiple of 8.
 * @param floor What is below it becomes it.
 * @param first Written: the first row, pixels of which 16 channels are together.
 * @param second Written: the second row; `first` where there is none.
 * @param step From a pixel to the next.
 * @param blockBytes From 16 channels of a pixel to its next 16.
 * @param inChannels A multiple of 4.
 * @param tile Squares that are taken together, a multiple of 4.
 * @param scratch For each of them 16 values for each of inChannels, and 128.
 */
export function winogradRows(
  from: usize,
  rowBytes: usize,
  packed: usize,
  bias: usize,
  floor: f32,
  first: usize,
  second: usize,
  step: usize,
  blockBytes: usize,
  width: i32,
  inChannels: i32,
  outChannels: i32,
  tile: i32,
  scratch: usize,
): void {
  const inBytes: usize = inChannels << 2;
  const d1 = from + rowBytes;
  const d2 = d1 + rowBytes;
  // Only the second row is made of the last row of inputs, which may lie behind the image where there is none.
  const d3 = second === first ? d2 : d2 + rowBytes;
  const squares = (width + 1) >> 1;
  for (let done = 0; done < squares; done += tile) {
    const count = min(tile, squares - done);
    const part = <usize>count * inBytes;
    for (let i = 0; i < count; i++) {
      const pixel = <usize>((done + i) << 1);
      const offset = pixel * inBytes;
      // The same of the last column.
      const last: usize = <i32>pixel + 1 < width ? 3 * inBytes : 2 * inBytes;
      for (let c: usize = 0; c < inBytes; c += 16) {
        const at = offset + c;
        const to = scratch + <usize>i * inBytes + c;
        transformed(from + at, d2 + at, false, inBytes, last, to, part);
        transformed(d1 + at, d2 + at, true, inBytes, last, to + 4 * part, part);
        transformed(d2 + at, d1 + at, false, inBytes, last, to + 8 * part, part);
        transformed(d1 + at, d3 + at, false, inBytes, last, to + 12 * part, part);
      }
    }
    filterSquares(
      scratch,
      count,
      inChannels,
      outChannels,
      packed,
      bias,
      floor,
      first + <usize>(done << 1) * step,
      second + <usize>(done << 1) * step,
      step,
      blockBytes,
      width - (done << 1),
    );
  }
}

/** Sums or differences of four neighbours in two rows, and of these along the row what one tap after the other is made of. */
export function transformed(a: usize, b: usize, isSum: bool, step: usize, last: usize, to: usize, part: usize): void {
  const v0 = isSum ? f32x4.add(v128.load(a), v128.load(b)) : f32x4.sub(v128.load(a), v128.load(b));
  const a1 = v128.load(a + step);
  const b1 = v128.load(b + step);
  const v1 = isSum ? f32x4.add(a1, b1) : f32x4.sub(a1, b1);
  const a2 = v128.load(a + 2 * step);
  const b2 = v128.load(b + 2 * step);
  const v2 = isSum ? f32x4.add(a2, b2) : f32x4.sub(a2, b2);
  const a3 = v128.load(a + last);
  const b3 = v128.load(b + last);
  const v3 = isSum ? f32x4.add(a3, b3) : f32x4.sub(a3, b3);
  v128.store(to, f32x4.sub(v0, v2));
  v128.store(to + part, f32x4.add(v1, v2));
  v128.store(to + 2 * part, f32x4.sub(v2, v1));
  v128.store(to + 3 * part, f32x4.sub(v1, v3));
}

/** All filters over transformed squares, behind which there is room for the products of 8 filters. */
function filterSquares(
  squares: usize,
  count: i32,
  inChannels: i32,
  outChannels: i32,
  packed: usize,
  bias: usize,
  floor: f32,
  first: usize,
  second: usize,
  step: usize,
  blockBytes: usize,
  width: i32,
): void {
  const least = f32x4.splat(floor);
  const part = (<usize>(count * inChannels)) << 2;
  const products = squares + 16 * part;
  const sumBytes = (<usize>count) << 5;
  for (let channel = 0; channel < outChannels; channel += block) {
    for (let k: usize = 0; k < 16; k++) {
      multiply(squares + k * part, packed, inChannels, count, products + k * sumBytes);
      packed += (<usize>inChannels) << 5;
    }
    const place = <usize>(channel >> 4) * blockBytes + ((<usize>(channel & 8)) << 2);
    for (let half: usize = 0; half < 32; half += 16) {
      const biases = v128.load(bias + ((<usize>channel) << 2) + half);
      let m = products + half;
      let y0 = first + place + half;
      let y1 = second + place + half;
      for (let i = 0; i < count; i++) {
        const s00 = upper(m, sumBytes);
        const s01 = upper(m + sumBytes, sumBytes);
        const s02 = upper(m + 2 * sumBytes, sumBytes);
        const s03 = upper(m + 3 * sumBytes, sumBytes);
        const s10 = lower(m, sumBytes);
        const s11 = lower(m + sumBytes, sumBytes);
        const s12 = lower(m + 2 * sumBytes, sumBytes);
        const s13 = lower(m + 3 * sumBytes, sumBytes);
        // A row or column that is not there is written to the place of the one before it, which is written after it.
        const right: usize = (i << 1) + 1 < width ? step : 0;
        v128.store(y1 + right, activated(f32x4.sub(f32x4.sub(s11, s12), s13), biases, least));
        v128.store(y1, activated(f32x4.add(f32x4.add(s10, s11), s12), biases, least));
        v128.store(y0 + right, activated(f32x4.sub(f32x4.sub(s01, s02), s03), biases, least));
        v128.store(y0, activated(f32x4.add(f32x4.add(s00, s01), s02), biases, least));
        m += 32;
        y0 += 2 * step;
        y1 += 2 * step;
      }
    }
  }
}

function upper(m: usize, sumBytes: usize): v128 {
  return f32x4.add(f32x4.add(v128.load(m), v128.load(m + 4 * sumBytes)), v128.load(m + 8 * sumBytes));
}

function lower(m: usize, sumBytes: usize): v128 {
  return f32x4.sub(f32x4.sub(v128.load(m + 4 * sumBytes), v128.load(m + 8 * sumBytes)), v128.load(m + 12 * sumBytes));
}

function activated(value: v128, bias: v128, least: v128): v128 {
  return f32x4.pmax(f32x4.add(value, bias), least);
}

/**
 * A whole convolution of one image, its bias and relu, by winogradRows or winogradFiveRows, whose parameters have the same
 * meaning here.
 *
 * @param x Padded image, (outHeight + size - 1, outWidth + size - 1, inChannels).
 * @param size Of the filter: 3 or 5.
 * @param y Written: (outHeight, outWidth, outChannels).
 */
export function winogradConvolution(
  size: i32,
  x: usize,
  packed: usize,
  bias: usize,
  y: usize,
  scratch: usize,
  tile: i32,
  relu: bool,
  outHeight: i32,
  outWidth: i32,
  inChannels: i32,
  outChannels: i32,
  rowLength: i32,
): void {
  const rowBytes: usize = rowLength << 2;
  const step: usize = outChannels << 2;
  const outRow = <usize>outWidth * step;
  const floor: f32 = relu ? 0 : -Infinity;
  for (let row = 0; row < outHeight; row += 2) {
    const from = x + <usize>row * rowBytes;
    const first = y + <usize>row * outRow;
    const second = row + 1 < outHeight ? first + outRow : first;
    if (size === 5) {
      winogradFiveRows(
        from,
        rowBytes,
        packed,
        bias,
        floor,
        first,
        second,
        step,
        64,
        outWidth,
        inChannels,
        outChannels,
        tile,
        scratch,
      );
    } else {
      winogradRows(
        from,
        rowBytes,
        packed,
        bias,
        floor,
        first,
        second,
        step,
        64,
        outWidth,
        inChannels,
        outChannels,
        tile,
        scratch,
      );
    }
  }
}

/** Lays a filter (3, 3, inChannels, outChannels) out for winogradRows, transformed: (blocks, 4, 4, inChannels, 8). */
export function packWinograd(filter: usize, packed: usize, inChannels: i32, outChannels: i32): void {
  const tapBytes = (<usize>inChannels * <usize>outChannels) << 2;
  const part = (<usize>inChannels) << 5;
  for (let channel = 0; channel < outChannels; channel += block) {
    for (let c = 0; c < inChannels; c++) {
      for (let half: usize = 0; half < 32; half += 16) {
        const from = filter + ((<usize>(c * outChannels + channel)) << 2) + half;
        const to = packed + half;
        for (let row: usize = 0; row < 4; row++) {
          const g0 = alongHeight(from, tapBytes, row);
          const g1 = alongHeight(from + tapBytes, tapBytes, row);
          const g2 = alongHeight(from + 2 * tapBytes, tapBytes, row);
          const ends = f32x4.add(g0, g2);
          const at = to + 4 * row * part;
          v128.store(at, g0);
          v128.store(at + part, f32x4.mul(f32x4.splat(0.5), f32x4.add(ends, g1)));
          v128.store(at + 2 * part, f32x4.mul(f32x4.splat(0.5), f32x4.sub(ends, g1)));
          v128.store(at + 3 * part, g2);
        }
      }
      packed += 32;
    }
    packed += 15 * part;
  }
}

/** A row of the transformed filter before it is transformed along the width. */
function alongHeight(tap: usize, tapBytes: usize, row: usize): v128 {
  const g0 = v128.load(tap);
  if (row === 0) return g0;
  const g2 = v128.load(tap + 6 * tapBytes);
  if (row === 3) return g2;
  const g1 = v128.load(tap + 3 * tapBytes);
  const ends = f32x4.add(g0, g2);
  return f32x4.mul(f32x4.splat(0.5), row === 1 ? f32x4.add(ends, g1) : f32x4.sub(ends, g1));
}
