import type { Resonator } from './resonator.js';

/**
 * Filters part of a signal in place with a resonator that turns from one into another: its coefficients go in a straight
 * line, because coefficients that jump (even by a few Hz) are heard and seen as clicks. Every filter on the way is
 * stable if both ends are, since the stable (b, c) form a triangle.
 *
 * @param signal The signal; `signal[start .. stop)` is replaced.
 * @param start First sample.
 * @param stop One past the last sample.
 * @param from The resonator at `start`.
 * @param to The resonator at `stop`.
 * @param state The last two outputs, y[n-1] and y[n-2]; updated.
 */
export function resonate(
  signal: Float64Array,
  start: number,
  stop: number,
  from: Resonator,
  to: Resonator,
  state: Float64Array,
): void {
  let { a, b, c } = from;
  const stepB = (to.b - b) / (stop - start);
  const stepC = (to.c - c) / (stop - start);
  let y1 = state[0];
  let y2 = state[1];
  for (let i = start; i < stop; i++) {
    const y = a * signal[i] + b * y1 + c * y2;
    y2 = y1;
    y1 = y;
    signal[i] = y;
    b += stepB;
    c += stepC;
    a = 1 - b - c;
  }
  state[0] = y1;
  state[1] = y2;
}

/**
 * Filters part of a signal in place with the inverse of a resonator, x[n] = (y[n] - b y[n-1] - c y[n-2]) / a, which takes
 * away what `resonate` with the same arguments puts in.
 *
 * @param signal The signal; `signal[start .. stop)` is replaced.
 * @param start First sample.
 * @param stop One past the last sample.
 * @param from The resonator at `start`.
 * @param to The resonator at `stop`.
 * @param state The last two inputs; updated.
 */
export function antiresonate(
  signal: Float64Array,
  start: number,
  stop: number,
  from: Resonator,
  to: Resonator,
  state: Float64Array,
): void {
  let { b, c } = from;
  const stepB = (to.b - b) / (stop - start);
  const stepC = (to.c - c) / (stop - start);
  let y1 = state[0];
  let y2 = state[1];
  for (let i = start; i < stop; i++) {
    const y = signal[i];
    signal[i] = (y - b * y1 - c * y2) / (1 - b - c);
    y2 = y1;
    y1 = y;
    b += stepB;
    c += stepC;
  }
  state[0] = y1;
  state[1] = y2;
}
