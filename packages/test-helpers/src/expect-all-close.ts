/** How far a value may lie from the expected one: |actual - expected| <= atol + rtol |expected| (numpy's rule). */
export interface Tolerance {
  rtol?: number;
  atol?: number;
}

/**
 * Fails unless both sequences have the same length and every pair is close by numpy's rule.
 * NaN equals NaN only, an infinity only itself. The message names the worst index.
 *
 * @throws Error when a length or a value differs.
 */
export function expectAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { rtol = 0, atol = 0 }: Tolerance,
): void {
  if (actual.length !== expected.length) {
    throw new Error(`lengths differ: received ${actual.length} values, expected ${expected.length}`);
  }
  let worst = -1;
  let worstExcess = 0;
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i];
    const e = expected[i];
    if (Object.is(a, e) || (Number.isNaN(a) && Number.isNaN(e)) || a === e) continue;
    const excess = Math.abs(a - e) - (atol + rtol * Math.abs(e));
    // Written so that NaN, whose comparisons are all false, counts as a failure.
    if (!(excess <= 0) && (worst < 0 || !(excess <= worstExcess))) {
      worst = i;
      worstExcess = excess;
    }
  }
  if (worst >= 0) {
    throw new Error(
      `index ${worst}: received ${actual[worst]}, expected ${expected[worst]} ` +
        `(off by ${Math.abs(actual[worst] - expected[worst])}, rtol ${rtol}, atol ${atol})`,
    );
  }
}
