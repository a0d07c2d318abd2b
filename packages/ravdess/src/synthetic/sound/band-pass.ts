import { resonator } from './resonator.js';

/**
 * Filters the first samples of a block in place with a band-pass of gain 1 at its centre and 0 at 0 Hz and at half the
 * sample rate: y[n] = (1 + c)/2 (x[n] - x[n-2]) + b y[n-1] + c y[n-2], with the b and c of a resonator.
 *
 * @param block The block; `block[0 .. length)` is replaced.
 * @param length How many samples.
 * @param frequency Centre frequency, in Hz.
 * @param bandwidth Bandwidth, in Hz.
 * @param sampleRate In Hz.
 * @param state x[n-1], x[n-2], y[n-1], y[n-2]; updated.
 */
export function bandPass(
  block: Float64Array,
  length: number,
  frequency: number,
  bandwidth: number,
  sampleRate: number,
  state: Float64Array,
): void {
  const { b, c } = resonator(frequency, bandwidth, sampleRate);
  const gain = (1 + c) / 2;
  let [x1, x2, y1, y2] = state;
  for (let i = 0; i < length; i++) {
    const x = block[i];
    const y = gain * (x - x2) + b * y1 + c * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    block[i] = y;
  }
  state.set([x1, x2, y1, y2]);
}
