/**
 * Decibels of float32 values in place: src/decibel/decibels-of-float.ts has the arithmetic. Reads and writes whole groups
 * of eight.
 *
 * @param table float32 values: perOctave, perOctaveRest, scale, reference, referenceRest, lowest, floor, then six
 * coefficients and sqrt(1/2), 1 and 1/2. Numbers in memory are cheaper than constants in the code, which are made anew in each round.
 */
export function decibels(values: usize, count: u32, withoutSign: bool, table: usize): void {
  const mask = i32x4.splat(withoutSign ? 0x7fffffff : -1);
  const lowest = v128.load_splat<f32>(table, 20);
  const floor = v128.load_splat<f32>(table, 24);
  const end = values + ((<usize>count) << 2);
  for (let i = values; i < end; i += 32) {
    const a = v128.and(v128.load(i), mask);
    const b = v128.and(v128.load(i, 16), mask);
    const isAbove = f32x4.gt(a, lowest);
    const isOtherAbove = f32x4.gt(b, lowest);
    // In most recordings most values end at the floor.
    if (v128.any_true(v128.or(isAbove, isOtherAbove))) {
      v128.store(i, v128.bitselect(decibelsOfFour(a, table), floor, isAbove));
      v128.store(i, v128.bitselect(decibelsOfFour(b, table), floor, isOtherAbove), 16);
    } else {
      v128.store(i, floor);
      v128.store(i, floor, 16);
    }
  }
}

function decibelsOfFour(value: v128, table: usize): v128 {
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
  return f32x4.add(whole, rest);
}
