import { madd } from './madd';

/** Rows that are taken together, while they are in the fastest cache: long sums of small numbers stay exact. */
const blockRows: i32 = 64;

/**
 * Mean and variance, divided by the number of rows, of the columns of a matrix (rows, columns), which is read once. Of a
 * block of rows first the mean is worked out, then the squares around it; blocks are joined by the formula of Chan,
 * Golub and LeVeque (1983), so that nothing is lost where the mean is much larger than the deviation.
 *
 * @param mean Written: (columns).
 * @param variance Written: (columns).
 */
export function columnMoments(matrix: usize, mean: usize, variance: usize, rows: i32, columns: i32): void {
  const rowBytes: usize = columns << 2;
  const vectorBytes: usize = (columns & ~3) << 2;
  memory.fill(mean, 0, rowBytes);
  memory.fill(variance, 0, rowBytes);
  for (let done = 0; done < rows; done += blockRows) {
    const count = min(blockRows, rows - done);
    const from = matrix + <usize>done * rowBytes;
    const end = from + <usize>count * rowBytes;
    const share = f32(count) / f32(done + count);
    const weight = share * f32(done);
    let column: usize = 0;
    for (; column < vectorBytes; column += 16) {
      let sum = f32x4.splat(0);
      for (let row = from + column; row < end; row += rowBytes) sum = f32x4.add(sum, v128.load(row));
      const center = f32x4.div(sum, f32x4.splat(f32(count)));
      let squares = f32x4.splat(0);
      for (let row = from + column; row < end; row += rowBytes) {
        const difference = f32x4.sub(v128.load(row), center);
        squares = madd(difference, difference, squares);
      }
      const before = v128.load(mean + column);
      const step = f32x4.sub(center, before);
      v128.store(mean + column, f32x4.add(before, f32x4.mul(step, f32x4.splat(share))));
      const between = f32x4.mul(f32x4.mul(step, step), f32x4.splat(weight));
      v128.store(variance + column, f32x4.add(v128.load(variance + column), f32x4.add(squares, between)));
    }
    for (; column < rowBytes; column += 4) {
      let sum: f32 = 0;
      for (let row = from + column; row < end; row += rowBytes) sum += f32.load(row);
      const center = sum / f32(count);
      let squares: f32 = 0;
      for (let row = from + column; row < end; row += rowBytes) {
        const difference = f32.load(row) - center;
        squares += difference * difference;
      }
      const before = f32.load(mean + column);
      const step = center - before;
      f32.store(mean + column, before + step * share);
      f32.store(variance + column, f32.load(variance + column) + (squares + step * step * weight));
    }
  }
  for (let column: usize = 0; column < rowBytes; column += 4) {
    f32.store(variance + column, f32.load(variance + column) / f32(rows));
  }
}

/**
 * (x - mean) scale + shift of the columns of a matrix (rows, columns), and of that, if wanted, relu.
 *
 * @param y Written: (rows, columns).
 */
export function normalise(
  x: usize,
  mean: usize,
  scale: usize,
  shift: usize,
  y: usize,
  rows: i32,
  columns: i32,
  relu: bool,
): void {
  const rowBytes: usize = columns << 2;
  const vectorBytes: usize = (columns & ~3) << 2;
  // What is not above it becomes it: 0, or what nothing is below of.
  const least: f32 = relu ? 0 : -Infinity;
  const floor = f32x4.splat(least);
  for (const end = x + <usize>rows * rowBytes; x < end; x += rowBytes) {
    let column: usize = 0;
    for (; column < vectorBytes; column += 16) {
      const centered = f32x4.sub(v128.load(x + column), v128.load(mean + column));
      const value = madd(centered, v128.load(scale + column), v128.load(shift + column));
      v128.store(y + column, f32x4.pmax(value, floor));
    }
    for (; column < rowBytes; column += 4) {
      const value =
        (f32.load(x + column) - f32.load(mean + column)) * f32.load(scale + column) + f32.load(shift + column);
      f32.store(y + column, value < least ? least : value);
    }
    y += rowBytes;
  }
}

/**
 * For each column of a matrix the sum of its gradients, and their sum with each multiplied by x - mean: what all
 * gradients of a normalisation are made of. Where a relu followed and gave 0, as `normalise` works it out, no gradient passes.
 *
 * @param dySums Written: (columns).
 * @param products Written: (columns).
 */
export function normalisationSums(
  dy: usize,
  x: usize,
  mean: usize,
  scale: usize,
  shift: usize,
  dySums: usize,
  products: usize,
  rows: i32,
  columns: i32,
  relu: bool,
): void {
  const rowBytes: usize = columns << 2;
  const vectorBytes: usize = (columns & ~3) << 2;
  const toX = x - dy;
  memory.fill(dySums, 0, rowBytes);
  memory.fill(products, 0, rowBytes);
  for (let done = 0; done < rows; done += blockRows) {
    const end = dy + <usize>min(blockRows, rows - done) * rowBytes;
    let column: usize = 0;
    for (; column < vectorBytes; column += 16) {
      const columnMean = v128.load(mean + column);
      const columnScale = v128.load(scale + column);
      const columnShift = v128.load(shift + column);
      let sum = f32x4.splat(0);
      let product = f32x4.splat(0);
      for (let row = dy + column; row < end; row += rowBytes) {
        const centered = f32x4.sub(v128.load(row + toX), columnMean);
        const gradient = passed(v128.load(row), centered, columnScale, columnShift, relu);
        sum = f32x4.add(sum, gradient);
        product = madd(gradient, centered, product);
      }
      v128.store(dySums + column, f32x4.add(v128.load(dySums + column), sum));
      v128.store(products + column, f32x4.add(v128.load(products + column), product));
    }
    for (; column < rowBytes; column += 4) {
      let sum: f32 = 0;
      let product: f32 = 0;
      for (let row = dy + column; row < end; row += rowBytes) {
        const centered = f32.load(row + toX) - f32.load(mean + column);
        if (relu && !(centered * f32.load(scale + column) + f32.load(shift + column) > 0)) continue;
        sum += f32.load(row);
        product += f32.load(row) * centered;
      }
      f32.store(dySums + column, f32.load(dySums + column) + sum);
      f32.store(products + column, f32.load(products + column) + product);
    }
    dy = end;
  }
}

/**
 * Gradient of what was normalised: dy scale - constant - (x - mean) slope, dy as normalisationSums takes it.
 *
 * @param dx Written: (rows, columns).
 */
export function normalisationGradient(
  dy: usize,
  x: usize,
  mean: usize,
  scale: usize,
  shift: usize,
  constant: usize,
  slope: usize,
  dx: usize,
  rows: i32,
  columns: i32,
  relu: bool,
): void {
  const rowBytes: usize = columns << 2;
  const vectorBytes: usize = (columns & ~3) << 2;
  for (const end = dy + <usize>rows * rowBytes; dy < end; dy += rowBytes) {
    let column: usize = 0;
    for (; column < vectorBytes; column += 16) {
      const columnScale = v128.load(scale + column);
      const centered = f32x4.sub(v128.load(x + column), v128.load(mean + column));
      const gradient = passed(v128.load(dy + column), centered, columnScale, v128.load(shift + column), relu);
      const part = f32x4.sub(f32x4.mul(gradient, columnScale), v128.load(constant + column));
      v128.store(dx + column, f32x4.sub(part, f32x4.mul(centered, v128.load(slope + column))));
    }
    for (; column < rowBytes; column += 4) {
      const columnScale = f32.load(scale + column);
      const centered = f32.load(x + column) - f32.load(mean + column);
      const passes = !relu || centered * columnScale + f32.load(shift + column) > 0;
      const gradient: f32 = passes ? f32.load(dy + column) : 0;
      const part = gradient * columnScale - f32.load(constant + column);
      f32.store(dx + column, part - centered * f32.load(slope + column));
    }
    x += rowBytes;
    dx += rowBytes;
  }
}

/** What of a gradient passes a relu. */
function passed(gradient: v128, centered: v128, scale: v128, shift: v128, relu: bool): v128 {
  if (!relu) return gradient;
  return v128.and(gradient, f32x4.gt(madd(centered, scale, shift), f32x4.splat(0)));
}
