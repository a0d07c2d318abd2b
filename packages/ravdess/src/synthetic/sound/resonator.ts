/** A two-pole filter, y[n] = a x[n] + b y[n-1] + c y[n-2]. */
export interface Resonator {
  a: number;
  b: number;
  c: number;
}

/**
 * The resonator of a formant: c = -exp(-2 pi B / fs), b = 2 exp(-pi B / fs) cos(2 pi F / fs), a = 1 - b - c, so that its
 * gain is 1 at 0 Hz and peaks close to F (Klatt 1980, J. Acoust. Soc. Am. 67, 971-995, equations 1 and 2).
 *
 * @param frequency F, in Hz.
 * @param bandwidth B, in Hz.
 * @param sampleRate fs, in Hz.
 */
export function resonator(frequency: number, bandwidth: number, sampleRate: number): Resonator {
  const radius = Math.exp((-Math.PI * bandwidth) / sampleRate);
  const b = 2 * radius * Math.cos((2 * Math.PI * frequency) / sampleRate);
  const c = -radius * radius;
  return { a: 1 - b - c, b, c };
}
