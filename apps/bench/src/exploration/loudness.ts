/** How loud a recording is, in dB below full scale; -Infinity for silence. */
export interface Loudness {
  /** 20 log10 of the root of the mean square. */
  rms: number;
  /** 20 log10 of the largest absolute sample. */
  peak: number;
}

/**
 * The loudness of samples.
 *
 * @param samples In [-1, 1]; a square wave at full scale has 0 dB in both.
 * @example
 * loudness(Float32Array.of(0.5, -0.5)); // { rms: -6.02..., peak: -6.02... }
 */
export function loudness(samples: Float32Array): Loudness {
  let [squares, largest] = [0, 0];
  for (const sample of samples) {
    squares += sample * sample;
    largest = Math.max(largest, Math.abs(sample));
  }
  return { rms: 10 * Math.log10(squares / samples.length), peak: 20 * Math.log10(largest) };
}
