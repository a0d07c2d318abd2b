import { multiply } from './multiply';

/** Filters that multiply takes at once. */
const block = 8;

/** Products of a square. */
const products: usize = 36;

/**
 * Two rows of a convolution with filters of 5 x 5 and stride 1, by Winograd's minimal filtering F(2 x 2, 5 x 5), with the
 * points 0, 1, -1, 2, -2 and infinity: a square of 6 x 6 inputs and 36 products for a square of 2 x 2 outputs, where
 * their sums have 100. The parameters are those of `winogradRows`, but for the size of the filter.
 *
 * Where all inputs are the same, all but one of the products are of exact zeros, so that the outputs have the same bits.
 *
 * @param scratch For each square of a tile 36 values for each of inChannels, and 288; and 144 more.
 */
export function winogradFiveRows(
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
  const squaresAt = scratch + (products << 4);
  // Only the second row is made of the last row of inputs, which may lie behind the image where there is none.
  const lastRow = second === first ? 4 * rowBytes : 5 * rowBytes;
  const squares = (width + 1) >> 1;
  for (let done = 0; done < squares; done += tile) {
    const count = min(tile, squares - done);
    const part = <usize>count * inBytes;
    for (let i = 0; i < count; i++) {
      const pixel = <usize>((done + i) << 1);
      // The same of the last column.
      const lastColumn: usize = <i32>pixel + 1 < width ? 5 * inBytes : 4 * inBytes;
      for (let c: usize = 0; c < inBytes; c += 16) {
        const at = from + pixel * inBytes + c;
        for (let column: usize = 0; column < 5; column++) {
          transform(at + column * inBytes, rowBytes, lastRow, scratch + (column << 4), 96);
        }
        transform(at + lastColumn, rowBytes, lastRow, scratch + 80, 96);
        const to = squaresAt + <usize>i * inBytes + c;
        for (let row: usize = 0; row < 6; row++) {
          transform(scratch + row * 96, 16, 80, to + 6 * row * part, part);
        }
      }
    }
    filterSquares(
      squaresAt,
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

/** Six neighbours, of which the last may stand elsewhere, transformed along one axis. Of equal ones all are 0 but one. */
function transform(from: usize, step: usize, last: usize, to: usize, part: usize): void {
  const four = f32x4.splat(4);
  const d1 = v128.load(from + step);
  const d2 = v128.load(from + 2 * step);
  const d3 = v128.load(from + 3 * step);
  const d4 = v128.load(from + 4 * step);
  const outer = f32x4.sub(d4, d2);
  const odd = f32x4.sub(d3, d1);
  const twice = f32x4.add(odd, odd);
  v128.store(to, f32x4.add(f32x4.mul(four, f32x4.sub(v128.load(from), d2)), outer));
  v128.store(to + part, f32x4.sub(f32x4.add(d3, d4), f32x4.mul(four, f32x4.add(d1, d2))));
  v128.store(to + 2 * part, f32x4.add(f32x4.mul(four, f32x4.sub(d1, d2)), f32x4.sub(d4, d3)));
  v128.store(to + 3 * part, f32x4.add(twice, outer));
  v128.store(to + 4 * part, f32x4.sub(outer, twice));
  v128.store(to + 5 * part, f32x4.sub(f32x4.sub(v128.load(from + last), d3), f32x4.mul(four, odd)));
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
  const productsAt = squares + products * part;
  const sumBytes = (<usize>count) << 5;
  for (let channel = 0; channel < outChannels; channel += block) {
    for (let k: usize = 0; k < products; k++) {
      multiply(squares + k * part, packed, inChannels, count, productsAt + k * sumBytes);
      packed += (<usize>inChannels) << 5;
    }
    const place = <usize>(channel >> 4) * blockBytes + ((<usize>(channel & 8)) << 2);
    for (let half: usize = 0; half < 32; half += 16) {
      const biases = v128.load(bias + ((<usize>channel) << 2) + half);
      let m = productsAt + half;
      let y0 = first + place + half;
      let y1 = second + place + half;
      for (let i = 0; i < count; i++) {
        // Column by column the sums along the height, of which those along the width are made.
        const e1 = even(m + sumBytes, sumBytes);
        const e2 = even(m + 2 * sumBytes, sumBytes);
        const e3 = even(m + 3 * sumBytes, sumBytes);
        const e4 = even(m + 4 * sumBytes, sumBytes);
        const upperLeft = f32x4.add(even(m, sumBytes), f32x4.add(f32x4.add(e1, e2), f32x4.add(e3, e4)));
        const upperRight = f32x4.add(f32x4.add(f32x4.sub(e1, e2), doubled(e3, e4)), even(m + 5 * sumBytes, sumBytes));
        const o1 = odd(m + sumBytes, sumBytes);
        const o2 = odd(m + 2 * sumBytes, sumBytes);
        const o3 = odd(m + 3 * sumBytes, sumBytes);
        const o4 = odd(m + 4 * sumBytes, sumBytes);
        const lowerLeft = f32x4.add(odd(m, sumBytes), f32x4.add(f32x4.add(o1, o2), f32x4.add(o3, o4)));
        const lowerRight = f32x4.add(f32x4.add(f32x4.sub(o1, o2), doubled(o3, o4)), odd(m + 5 * sumBytes, sumBytes));
        // A row or column that is not there is written to the place of the one before it, which is written after it.
        const right: usize = (i << 1) + 1 < width ? step : 0;
        v128.store(y1 + right, activated(lowerRight, biases, least));
        v128.store(y1, activated(lowerLeft, biases, least));
        v128.store(y0 + right, activated(upperRight, biases, least));
        v128.store(y0, activated(upperLeft, biases, least));
        m += 32;
        y0 += 2 * step;
        y1 += 2 * step;
      }
    }
  }
}

/** The first output's sum of a column of six products. */
function even(m: usize, sumBytes: usize): v128 {
  const row = 6 * sumBytes;
  const ones = f32x4.add(v128.load(m + row), v128.load(m + 2 * row));
  const twos = f32x4.add(v128.load(m + 3 * row), v128.load(m + 4 * row));
  return f32x4.add(v128.load(m), f32x4.add(ones, twos));
}

/** The second's. */
function odd(m: usize, sumBytes: usize): v128 {
  const row = 6 * sumBytes;
  const ones = f32x4.sub(v128.load(m + row), v128.load(m + 2 * row));
  return f32x4.add(f32x4.add(ones, doubled(v128.load(m + 3 * row), v128.load(m + 4 * row))), v128.load(m + 5 * row));
}

function doubled(a: v128, b: v128): v128 {
  const difference = f32x4.sub(a, b);
  return f32x4.add(difference, difference);
}

function activated(value: v128, bias: v128, least: v128): v128 {
  return f32x4.pmax(f32x4.add(value, bias), least);
}

/**
 * Lays a filter (5, 5, inChannels, outChannels) out for winogradFiveRows, transformed: (blocks, 6, 6, inChannels, 8).
 *
 * @param scratch 120 values.
 */
export function packWinogradFive(
  filter: usize,
  packed: usize,
  inChannels: i32,
  outChannels: i32,
  scratch: usize,
): void {
  const tapBytes = (<usize>inChannels * <usize>outChannels) << 2;
  const part = (<usize>inChannels) << 5;
  for (let channel = 0; channel < outChannels; channel += block) {
    for (let c = 0; c < inChannels; c++) {
      for (let half: usize = 0; half < 32; half += 16) {
        const from = filter + ((<usize>(c * outChannels + channel)) << 2) + half;
        for (let column: usize = 0; column < 5; column++) {
          transformTaps(from + column * tapBytes, 5 * tapBytes, scratch + (column << 4), 80);
        }
        for (let row: usize = 0; row < 6; row++) {
          transformTaps(scratch + row * 80, 16, packed + half + 6 * row * part, part);
        }
      }
      packed += 32;
    }
    packed += (products - 1) * part;
  }
}

/** Five taps along one axis, as the values of their polynomial at the points. */
function transformTaps(from: usize, step: usize, to: usize, part: usize): void {
  const g0 = v128.load(from);
  const g1 = v128.load(from + step);
  const g2 = v128.load(from + 2 * step);
  const g3 = v128.load(from + 3 * step);
  const g4 = v128.load(from + 4 * step);
  const sixth = f32x4.splat(-1.0 / 6.0);
  const ends = f32x4.add(f32x4.add(g0, g2), g4);
  const middle = f32x4.add(g1, g3);
  // At 2 and -2, a 24th of: 1, 4 and 16 times the even ones, 2 and 8 times the odd ones.
  const evens = f32x4.mul(
    f32x4.splat(1.0 / 6.0),
    f32x4.add(f32x4.mul(f32x4.splat(0.25), g0), f32x4.add(g2, f32x4.mul(f32x4.splat(4), g4))),
  );
  const odds = f32x4.mul(f32x4.splat(1.0 / 3.0), f32x4.add(f32x4.mul(f32x4.splat(0.25), g1), g3));
  v128.store(to, f32x4.mul(f32x4.splat(0.25), g0));
  v128.store(to + part, f32x4.mul(sixth, f32x4.add(ends, middle)));
  v128.store(to + 2 * part, f32x4.mul(sixth, f32x4.sub(ends, middle)));
  v128.store(to + 3 * part, f32x4.add(evens, odds));
  v128.store(to + 4 * part, f32x4.sub(evens, odds));
  v128.store(to + 5 * part, g4);
}
