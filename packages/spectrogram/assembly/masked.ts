/**
 * Complex numbers times own^2 / (own^2 + (factor other)^2), in their place: maskedTransform of src/separation/, for the power 2.
 *
 * @param own `count` float32 values, none below 0; so has other.
 * @param silence The mask where neither reaches 2^-126.
 * @param real `count` float32 values; so has imaginary.
 */
export function masked(
  own: usize,
  other: usize,
  count: u32,
  factor: f64,
  silence: f64,
  real: usize,
  imaginary: usize,
): void {
  const factors = f64x2.splat(factor);
  const silences = f64x2.splat(silence);
  for (const end = own + ((<usize>count) << 2); own < end; own += 8) {
    const one = f64x2.promote_low_f32x4(v128.load_zero<u64>(own));
    const rival = f64x2.mul(factors, f64x2.promote_low_f32x4(v128.load_zero<u64>(other)));
    const isLouder = f64x2.gt(one, rival);
    const larger = v128.bitselect(one, rival, isLouder);
    // The larger by itself is 1.
    const ratio = f64x2.div(v128.bitselect(rival, one, isLouder), larger);
    const share = f64x2.mul(ratio, ratio);
    const unit = f64x2.splat(1);
    const mask = v128.bitselect(
      f64x2.div(v128.bitselect(unit, share, isLouder), f64x2.add(share, unit)),
      silences,
      f64x2.ge(larger, f64x2.splat(1.1754943508222875e-38)),
    );
    multiply(real, mask);
    multiply(imaginary, mask);
    other += 8;
    real += 8;
    imaginary += 8;
  }
}

function multiply(values: usize, mask: v128): void {
  const product = f64x2.mul(mask, f64x2.promote_low_f32x4(v128.load_zero<u64>(values)));
  v128.store_lane<u64>(values, f32x4.demote_f64x2_zero(product), 0);
}
