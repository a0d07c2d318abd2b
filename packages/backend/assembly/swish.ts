import { madd } from './madd';

/** x / (1 + exp(-x)) of each value. */
export function swish(x: usize, y: usize, length: i32): void {
  for (; length >= 4; length -= 4) {
    const value = v128.load(x);
    v128.store(y, f32x4.mul(value, sigmoid(value)));
    x += 16;
    y += 16;
  }
  for (; length > 0; length--) {
    const value = v128.load32_zero(x);
    f32.store(y, f32x4.extract_lane(f32x4.mul(value, sigmoid(value)), 0));
    x += 4;
    y += 4;
  }
}

/** Its gradient: with the sigmoid s, dy s (1 + x (1 - s)). */
export function swishGradient(x: usize, dy: usize, dx: usize, length: i32): void {
  for (; length >= 4; length -= 4) {
    v128.store(dx, f32x4.mul(v128.load(dy), slope(v128.load(x))));
    x += 16;
    dy += 16;
    dx += 16;
  }
  for (; length > 0; length--) {
    f32.store(dx, f32.load(dy) * f32x4.extract_lane(slope(v128.load32_zero(x)), 0));
    x += 4;
    dy += 4;
    dx += 4;
  }
}

function slope(x: v128): v128 {
  const one = f32x4.splat(1);
  const s = sigmoid(x);
  return f32x4.mul(s, madd(x, f32x4.sub(one, s), one));
}

/**
 * 1 / (1 + exp(-x)). The exponential is 2^n exp(r), r at most half of log(2) from 0, exp(r) by the polynomial of Cephes
 * (expf): off by a unit of the last place. Beyond 87 its inverse would not be a normal number.
 */
function sigmoid(x: v128): v128 {
  const most = f32x4.splat(87);
  // What is no number is the first operand and stays.
  const negative = f32x4.neg(f32x4.pmin(f32x4.pmax(x, f32x4.neg(most)), most));
  // A float32 of this size counts in whole numbers: n is rounded, and its lowest bits are n as an integer.
  const rounder = f32x4.splat(12_582_912);
  const rounded = f32x4.add(f32x4.mul(negative, f32x4.splat(<f32>Math.LOG2E)), rounder);
  const n = f32x4.sub(rounded, rounder);
  // log(2) in two parts, the first of which times n is exact.
  let r = f32x4.sub(negative, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let p = f32x4.splat(1.98756915e-4);
  p = madd(p, r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(madd(p, f32x4.mul(r, r), r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(rounded, i32x4.splat(127)), 23);
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), f32x4.mul(p, power)));
}
