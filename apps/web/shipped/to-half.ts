/**
 * The nearest float16 of each value, ties to even, in the bits that TensorFlow.js reads back under
 * `quantization: { dtype: 'float16' }`.
 *
 * @throws RangeError for a value that is none or lies beyond 65504.
 * @see IEEE 754-2019, binary16
 */
export function toHalf(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, (value) => {
    const magnitude = Math.abs(value);
    const sign = value < 0 ? 0x8000 : 0;
    if (magnitude === 0) return sign;
    // Steps between neighbours: 2^-24 below 2^-14, else 2^-10 of the power of two below.
    const exponent = Math.max(-14, Math.floor(Math.log2(magnitude)));
    const steps = magnitude / 2 ** (exponent - 10);
    let rounded = Math.round(steps);
    if (steps % 1 === 0.5 && rounded % 2 === 1) rounded--;
    const bits = ((exponent + 14) << 10) + rounded;
    if (!(bits < 0x7c00)) throw new RangeError(`toHalf: values must be below 65504; received ${value}`);
    return sign | bits;
  });
}
