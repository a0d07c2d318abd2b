/**
 * a b + sum, the step of every inner loop. Built with relaxed SIMD it is one instruction, which most processors round
 * once and some twice; else a product and a sum, rounded alike everywhere.
 */
export function madd(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(sum, f32x4.mul(a, b));
}
