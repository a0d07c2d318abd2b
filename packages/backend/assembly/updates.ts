// Optimizer steps in one pass: each value of the weights, the gradient and what is remembered is read once and its
// successor written once, by the same float32 operations in the same order as @aver/optim does it with plain ones.

/** weights - rate (scale gradient). */
export function sgdUpdate(
  weights: usize,
  gradient: usize,
  newWeights: usize,
  length: i32,
  scale: f32,
  rate: f32,
): void {
  const end: usize = length << 2;
  const vectorEnd: usize = (length & ~3) << 2;
  let at: usize = 0;
  for (; at < vectorEnd; at += 16) {
    const g = f32x4.mul(v128.load(gradient + at), f32x4.splat(scale));
    v128.store(newWeights + at, f32x4.sub(v128.load(weights + at), f32x4.mul(g, f32x4.splat(rate))));
  }
  for (; at < end; at += 4) {
    const g = f32.load(gradient + at) * scale;
    f32.store(newWeights + at, f32.load(weights + at) - g * rate);
  }
}

/** v = keep v + add g^2; weights - rate g / sqrt(v + epsilon), with g = scale gradient: RMSProp, and AdaGrad. */
export function rootUpdate(
  weights: usize,
  gradient: usize,
  squares: usize,
  newWeights: usize,
  newSquares: usize,
  length: i32,
  scale: f32,
  keep: f32,
  add: f32,
  epsilon: f32,
  rate: f32,
): void {
  const end: usize = length << 2;
  const vectorEnd: usize = (length & ~3) << 2;
  let at: usize = 0;
  for (; at < vectorEnd; at += 16) {
    const g = f32x4.mul(v128.load(gradient + at), f32x4.splat(scale));
    const kept = f32x4.mul(v128.load(squares + at), f32x4.splat(keep));
    const v = f32x4.add(kept, f32x4.mul(f32x4.mul(g, g), f32x4.splat(add)));
    const root = f32x4.sqrt(f32x4.add(v, f32x4.splat(epsilon)));
    v128.store(newSquares + at, v);
    const step = f32x4.mul(f32x4.div(g, root), f32x4.splat(rate));
    v128.store(newWeights + at, f32x4.sub(v128.load(weights + at), step));
  }
  for (; at < end; at += 4) {
    const g = f32.load(gradient + at) * scale;
    const v = f32.load(squares + at) * keep + g * g * add;
    f32.store(newSquares + at, v);
    f32.store(newWeights + at, f32.load(weights + at) - (g / sqrt<f32>(v + epsilon)) * rate);
  }
}

/**
 * m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; weights - rate m / (sqrt(v + inner) + outer), with
 * g = scale gradient: Adam, its epsilon under the root or beside it.
 */
export function adamUpdate(
  weights: usize,
  gradient: usize,
  firstMoment: usize,
  secondMoment: usize,
  newWeights: usize,
  newFirstMoment: usize,
  newSecondMoment: usize,
  length: i32,
  scale: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  inner: f32,
  outer: f32,
  rate: f32,
): void {
  const end: usize = length << 2;
  const vectorEnd: usize = (length & ~3) << 2;
  let at: usize = 0;
  for (; at < vectorEnd; at += 16) {
    const g = f32x4.mul(v128.load(gradient + at), f32x4.splat(scale));
    const keptFirst = f32x4.mul(v128.load(firstMoment + at), f32x4.splat(beta1));
    const m = f32x4.add(keptFirst, f32x4.mul(g, f32x4.splat(rest1)));
    const keptSecond = f32x4.mul(v128.load(secondMoment + at), f32x4.splat(beta2));
    const v = f32x4.add(keptSecond, f32x4.mul(f32x4.mul(g, g), f32x4.splat(rest2)));
    const root = f32x4.add(f32x4.sqrt(f32x4.add(v, f32x4.splat(inner))), f32x4.splat(outer));
    v128.store(newFirstMoment + at, m);
    v128.store(newSecondMoment + at, v);
    const step = f32x4.mul(f32x4.div(m, root), f32x4.splat(rate));
    v128.store(newWeights + at, f32x4.sub(v128.load(weights + at), step));
  }
  for (; at < end; at += 4) {
    const g = f32.load(gradient + at) * scale;
    const m = f32.load(firstMoment + at) * beta1 + g * rest1;
    const v = f32.load(secondMoment + at) * beta2 + g * g * rest2;
    f32.store(newFirstMoment + at, m);
    f32.store(newSecondMoment + at, v);
    f32.store(newWeights + at, f32.load(weights + at) - (m / (sqrt<f32>(v + inner) + outer)) * rate);
  }
}

/** Sum of the squares of `length` values, in blocks so that a long sum of small numbers stays exact. */
export function sumOfSquares(values: usize, length: i32): f64 {
  const end = values + ((<usize>length) << 2);
  let total: f64 = 0;
  while (values + 64 <= end) {
    const blockEnd = min(values + 4096, values + ((end - values) & ~63));
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    for (; values < blockEnd; values += 64) {
      const x0 = v128.load(values, 0);
      const x1 = v128.load(values, 16);
      const x2 = v128.load(values, 32);
      const x3 = v128.load(values, 48);
      s0 = f32x4.add(s0, f32x4.mul(x0, x0));
      s1 = f32x4.add(s1, f32x4.mul(x1, x1));
      s2 = f32x4.add(s2, f32x4.mul(x2, x2));
      s3 = f32x4.add(s3, f32x4.mul(x3, x3));
    }
    const s = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
    total +=
      <f64>f32x4.extract_lane(s, 0) +
      <f64>f32x4.extract_lane(s, 1) +
      <f64>f32x4.extract_lane(s, 2) +
      <f64>f32x4.extract_lane(s, 3);
  }
  for (; values < end; values += 4) {
    const x = f32.load(values);
    total += <f64>(x * x);
  }
  return total;
}
