/**
 * A filter at equally distant places: out[i * outStep] = sum over n of filter[n] * samples[i * step + n], for i < count.
 * Four sums in float64, of every fourth product each, then (s0 + s1) + (s2 + s3).
 *
 * @param filter `taps` float64 values.
 * @param taps A multiple of 4.
 */
export function filtered(
  samples: usize,
  step: u32,
  filter: usize,
  taps: u32,
  count: u32,
  out: usize,
  outStep: u32,
): void {
  const stride = (<usize>step) << 2;
  const outStride = (<usize>outStep) << 2;
  const end = filter + ((<usize>taps) << 3);
  let i: u32 = 0;
  // Four outputs at once, so that the filter's weights are read once for them and no sum waits for itself.
  for (; i + 4 <= count; i += 4) {
    let a0 = f64x2.splat(0);
    let a1 = f64x2.splat(0);
    let b0 = f64x2.splat(0);
    let b1 = f64x2.splat(0);
    let c0 = f64x2.splat(0);
    let c1 = f64x2.splat(0);
    let d0 = f64x2.splat(0);
    let d1 = f64x2.splat(0);
    let a = samples;
    let b = a + stride;
    let c = b + stride;
    let d = c + stride;
    for (let w = filter; w < end; w += 32) {
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      a0 = f64x2.add(a0, f64x2.mul(w0, pairOf(a)));
      a1 = f64x2.add(a1, f64x2.mul(w1, pairOf(a + 8)));
      b0 = f64x2.add(b0, f64x2.mul(w0, pairOf(b)));
      b1 = f64x2.add(b1, f64x2.mul(w1, pairOf(b + 8)));
      c0 = f64x2.add(c0, f64x2.mul(w0, pairOf(c)));
      c1 = f64x2.add(c1, f64x2.mul(w1, pairOf(c + 8)));
      d0 = f64x2.add(d0, f64x2.mul(w0, pairOf(d)));
      d1 = f64x2.add(d1, f64x2.mul(w1, pairOf(d + 8)));
      a += 16;
      b += 16;
      c += 16;
      d += 16;
    }
    putSum(out, a0, a1);
    putSum(out + outStride, b0, b1);
    putSum(out + 2 * outStride, c0, c1);
    putSum(out + 3 * outStride, d0, d1);
    samples += 4 * stride;
    out += 4 * outStride;
  }
  for (; i < count; i++) {
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let from = samples;
    for (let w = filter; w < end; w += 32) {
      s0 = f64x2.add(s0, f64x2.mul(v128.load(w), pairOf(from)));
      s1 = f64x2.add(s1, f64x2.mul(v128.load(w, 16), pairOf(from + 8)));
      from += 16;
    }
    putSum(out, s0, s1);
    samples += stride;
    out += outStride;
  }
}

/** Two float32 values as float64. */
export function pairOf(from: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load_zero<u64>(from));
}

/** (s0 + s1) + (s2 + s3). */
export function sumOf(s0: v128, s1: v128): f64 {
  const low = f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1);
  const high = f64x2.extract_lane(s1, 0) + f64x2.extract_lane(s1, 1);
  return low + high;
}

function putSum(to: usize, s0: v128, s1: v128): void {
  store<f32>(to, <f32>sumOf(s0, s1));
}
