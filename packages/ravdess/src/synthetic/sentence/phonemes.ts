/** A stretch of sound with one target: most phonemes are one segment; a plosive is a closure, a burst, and a breath. */
export interface Segment {
  /** Length at rate 1, in seconds. */
  seconds: number;
  /** How much of a change of rate the segment follows: 1 all of it, 0 none. */
  elasticity: number;
  /** Targets of the first three formants of a man's voice, in Hz. */
  formants: readonly [number, number, number];
  /** Their bandwidths, in Hz. */
  bandwidths: readonly [number, number, number];
  /** Amplitude of the voice, 0..1. */
  voicing: number;
  /** Amplitude of the noise at the glottis, besides the voice's own breath, 0..1. */
  aspiration: number;
  /** Amplitude of the noise at a narrow place in the mouth, 0..1. */
  frication: number;
  /** Centre frequency and bandwidth of that noise, in Hz. */
  noise: readonly [number, number];
  /** Whether the nose is open. */
  nasal: boolean;
}

type Formants = Segment['formants'];

/**
 * The phonemes of the two statements, as segments.
 *
 * Vowels: formants of men, Peterson and Barney 1952 (J. Acoust. Soc. Am. 24, 175-184, Table II); bandwidths as in Klatt
 * 1980 (J. Acoust. Soc. Am. 67, 971-995, Table II). Consonants: formants of Klatt 1980, Table III. Centres of fricative
 * noise: Jongman, Wayland and Wong 2000 (J. Acoust. Soc. Am. 108, 1252-1263). Lengths and amplitudes: our own.
 */
export const phonemes = {
  IH: [vowel(0.085, [390, 1990, 2550])],
  AO: [{ ...vowel(0.15, [570, 840, 2410]), voicing: 0.6 }],
  ER: [vowel(0.12, [490, 1350, 1690])],
  // Not in the tables: the resonances of an even tube of 17.5 cm.
  AX: [vowel(0.06, [500, 1500, 2500])],
  AY: [vowel(0.1, [730, 1090, 2440]), vowel(0.08, [390, 1990, 2550])],
  NG: [
    {
      ...vowel(0.07, [480, 1990, 2850]),
      bandwidths: [40, 300, 300] as const,
      elasticity: 0.6,
      voicing: 0.5,
      nasal: true,
    },
  ],
  S: [fricative(0.11, [320, 1390, 2530], 0, 0.9, [6840, 4500])],
  Z: [fricative(0.08, [240, 1390, 2530], 0.3, 0.3, [6840, 4500])],
  DH: [fricative(0.045, [270, 1290, 2540], 0.4, 0.03, [7470, 6000])],
  B: [closure(0.065, [200, 1100, 2150], 0.2), burst(0.008, [200, 1100, 2150], 0.3, 0.25, [900, 1500])],
  D: [closure(0.05, [200, 1600, 2600], 0.2), burst(0.012, [200, 1600, 2600], 0.3, 0.7, [3800, 3000])],
  // A velar closure follows the vowel: the table's values hold beside front vowels, these beside back ones.
  G: [closure(0.05, [200, 1300, 2300], 0.2), burst(0.015, [200, 1300, 2300], 0.3, 0.4, [1600, 700])],
  K: [
    closure(0.06, [300, 1990, 2850], 0),
    burst(0.02, [300, 1990, 2850], 0, 0.7, [2100, 900]),
    breath(0.03, [300, 1990, 2850]),
  ],
  T: [
    closure(0.06, [400, 1600, 2600], 0),
    burst(0.015, [400, 1600, 2600], 0, 1, [4200, 3000]),
    breath(0.035, [400, 1600, 2600]),
  ],
  // The t of "sitting" between vowels: a tap.
  DX: [closure(0.03, [250, 1600, 2600], 0.3)],
} as const satisfies Record<string, readonly Segment[]>;

/** The name of a phoneme. */
export type Phoneme = keyof typeof phonemes;

function vowel(seconds: number, formants: Formants): Segment {
  return {
    seconds,
    elasticity: 1,
    formants,
    bandwidths: [80, 100, 150],
    voicing: 1,
    aspiration: 0,
    frication: 0,
    noise: [3000, 3000],
    nasal: false,
  };
}

function fricative(
  seconds: number,
  formants: Formants,
  voicing: number,
  frication: number,
  noise: Segment['noise'],
): Segment {
  return { ...vowel(seconds, formants), elasticity: 0.6, bandwidths: [100, 120, 200], voicing, frication, noise };
}

function closure(seconds: number, formants: Formants, voicing: number): Segment {
  return { ...vowel(seconds, formants), elasticity: 0.5, voicing };
}

function burst(
  seconds: number,
  formants: Formants,
  voicing: number,
  frication: number,
  noise: Segment['noise'],
): Segment {
  return { ...fricative(seconds, formants, voicing, frication, noise), elasticity: 0 };
}

function breath(seconds: number, formants: Formants): Segment {
  return { ...vowel(seconds, formants), elasticity: 0.4, bandwidths: [300, 150, 200], voicing: 0, aspiration: 0.3 };
}
