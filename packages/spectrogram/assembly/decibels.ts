/**
 * Decibels of float32 values in place: src/decibel/decibels-of-float.ts has the arithmetic. Reads and writes whole groups
 * of four.
 *
 * @param table float32 values: perOctave, perOctaveRest, scale, reference, referenceRest, lowest, floor, then six
 * coefficients and sqrt(1/2), 1 and 1/2. Numbers in memory are cheaper than constants in the code, which are made anew in each round.
 */
export function decibels(values: usize, count: u32, withoutSign: bool, table: usize): void {
  const mask = i32x4.splat(withoutSign ? 0x7fffffff : -1);
  const end = values + ((<usize>count) << 2);
  for (let i = values; i < end; i += 16) decibelsOfFour(i, mask, table);
}

function decibelsOfFour(place: usize, mask: v128, table: usize): void {
  const value = v128.and(v128.load(place), mask);
  const isAbove = f32x4.gt(value, v128.load_splat<f32>(table, 20));
  // In most recordings most values end at the floor.
  if (!v128.any_true(isAbove)) {
    v128.store(place, v128.load_splat<f32>(table, 24));
    return;
  }
  const e = i32x4.shr_s(i32x4.sub(value, v128.load_splat<f32>(table, 52)), 23);
  const f = f32x4.sub(i32x4.sub(value, i32x4.shl(e, 23)), v128.load_splat<f32>(table, 56));
  const octaves = f32x4.convert_i32x4_s(e);
  const z = f32x4.mul(f, f);
  const low = f32x4.add(v128.load_splat<f32>(table, 28), f32x4.mul(f, v128.load_splat<f32>(table, 32)));
  const middle = f32x4.add(v128.load_splat<f32>(table, 36), f32x4.mul(f, v128.load_splat<f32>(table, 40)));
  const high = f32x4.add(v128.load_splat<f32>(table, 44), f32x4.mul(f, v128.load_splat<f32>(table, 48)));
  const p = f32x4.add(low, f32x4.mul(z, f32x4.add(middle, f32x4.mul(z, high))));
  const log = f32x4.add(f, f32x4.sub(f32x4.mul(f32x4.mul(f, z), p), f32x4.mul(z, v128.load_splat<f32>(table, 60))));
  const rest = f32x4.sub(
    f32x4.add(f32x4.mul(octaves, v128.load_splat<f32>(table, 4)), f32x4.mul(log, v128.load_splat<f32>(table, 8))),
    v128.load_splat<f32>(table, 16),
  );
  const whole = f32x4.sub(f32x4.mul(octaves, v128.load_splat<f32>(table)), v128.load_splat<f32>(table, 12));
  v128.store(place, v128.bitselect(f32x4.add(whole, rest), v128.load_splat<f32>(table, 24), isAbove));
}
