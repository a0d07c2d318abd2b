import type { Random } from '../create-random.js';

/** How a voice's glottis swings. */
export interface GlottalSourceOptions {
  /** In Hz. */
  sampleRate: number;
  /** Share of each period that the glottis is open, 0..1. */
  openQuotient: number;
  /** Relative standard deviation of the periods' lengths. */
  jitter: number;
  /** Relative standard deviation of the pulses' strengths. */
  shimmer: number;
}

/** The sound source at the glottis, sample by sample. */
export interface GlottalSource {
  /** The airflow, 0 (shut) .. about 1. */
  flow: number;
  /** The flow's change since the last sample, per period: what the mouth radiates. */
  slope: number;
  /** Goes on by one sample, at a fundamental frequency in Hz that counts from the next period on. */
  next(pitch: number): void;
}

/**
 * A train of glottal pulses, flow(x) = 27/4 (x^2 - x^3) for 0 <= x < 1, where x counts from the opening to the closing
 * (Rosenberg 1971, J. Acoust. Soc. Am. 49, 583-590, as the polynomial of Klatt and Klatt 1990, J. Acoust. Soc. Am. 87,
 * 820-857). It opens softly and shuts with a corner, hence its spectrum falls by 12 dB an octave.
 *
 * The radiated slope is the difference of successive flows rather than the derivative at a point: periods then need not
 * be whole numbers of samples, and the corner makes little aliasing.
 *
 * @param options The glottis.
 * @param random Where jitter and shimmer come from.
 */
export function createGlottalSource(
  { sampleRate, openQuotient, jitter, shimmer }: GlottalSourceOptions,
  random: Random,
): GlottalSource {
  const tick = 1 / sampleRate;
  let time = Number.POSITIVE_INFINITY; // so that the first sample starts a period
  let period = 0;
  let strength = 0;
  return {
    flow: 0,
    slope: 0,
    next(pitch) {
      time += tick;
      if (time >= period) {
        time = Number.isFinite(time) ? time - period : 0;
        period = (1 + jitter * random.normal()) / pitch;
        strength = 1 + shimmer * random.normal();
      }
      const x = time / (openQuotient * period);
      const flow = x < 1 ? strength * 6.75 * x * x * (1 - x) : 0;
      this.slope = (flow - this.flow) * sampleRate * period;
      this.flow = flow;
    },
  };
}
