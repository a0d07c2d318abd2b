import { powerToDb } from '../decibel/power-to-db.js';
import { melBands } from '../filters/mel-filter-bank.js';
import type { Matrix } from '../matrix.js';
import { requireOneOf, requirePositive, requireSamples } from '../require-argument.js';
import type { PadMode } from '../stft/frame-layout.js';
import { spectrogram } from '../stft/spectrogram.js';
import { applyFilters } from './apply-filters.js';
import { mfcc } from './mel/mfcc.js';
import { spectralContrast } from './spectral/spectral-contrast.js';
import { chromaStft } from './tonal/chroma-stft.js';
import { tonnetz } from './tonal/tonnetz.js';

export type FeatureGroup = 'mfcc' | 'chroma' | 'mel' | 'contrast' | 'tonnetz';

export interface FeatureVectorOptions {
  /** Which groups, in any order; the vector's order is always mfcc, chroma, mel, contrast, tonnetz. @default ['mfcc', 'chroma', 'mel'] */
  groups?: FeatureGroup[];
  /** Deviation from A = 440 Hz in semitones, for chroma and tonnetz. @default estimated from the magnitude spectrogram */
  tuning?: number;
  /** What is beyond the ends: zeros, or the signal as in a mirror, which was librosa's default before 0.10. @default 'constant' */
  padMode?: PadMode;
}

/** A recording as one list of numbers. */
export interface FeatureVector {
  /** What each value is, such as mfcc0, chromaC#, mel127, contrast6, tonnetzFifthX. */
  names: string[];
  /** Means over time. */
  values: Float32Array;
}

/** Samples per transform. */
const nFft = 2048;

/** Hz, twice the 200 * 2^5 where the highest band of spectralContrast begins. */
const leastRateOfContrast = 12_800;

const pitchClasses = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
const tonalCentroids = ['FifthX', 'FifthY', 'MinorThirdX', 'MinorThirdY', 'MajorThirdX', 'MajorThirdY'];

/** Names of the values of each group, in the vector's order. */
export const featureNames: Readonly<Record<FeatureGroup, readonly string[]>> = {
  mfcc: Array.from({ length: 40 }, (_, i) => `mfcc${i}`),
  chroma: pitchClasses.map((name) => `chroma${name}`),
  mel: Array.from({ length: 128 }, (_, i) => `mel${i}`),
  contrast: Array.from({ length: 7 }, (_, i) => `contrast${i}`),
  tonnetz: tonalCentroids.map((name) => `tonnetz${name}`),
};

/**
 * The feature vector that tutorials on speech emotion compute with librosa: means over time, at the recording's own
 * sample rate and with librosa's defaults, of 40 MFCC, 12 chroma (of the MAGNITUDE spectrogram), 128 mel bands, and on
 * request 7 spectral contrasts (sample rates above 12,800 Hz) and 6 tonal centroids of that chroma: 180 values, or 193.
 *
 * @param samples Mono signal.
 * @param sampleRate Hz.
 * @returns The values and a name for each.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, an unknown group, no group, a group that the sample rate has
 * no room for ({@link featureGroups} tells), or a sample rate out of range.
 * @see librosa 0.11.0: np.mean(mfcc(n_mfcc=40).T, axis=0), np.mean(chroma_stft(S=np.abs(stft(y))).T, axis=0) and so on
 * @example
 * const { names, values } = featureVector(samples, 48000); // names[40] is 'chromaC'
 */
export function featureVector(
  samples: Float32Array,
  sampleRate: number,
  { groups = ['mfcc', 'chroma', 'mel'], tuning, padMode }: FeatureVectorOptions = {},
): FeatureVector {
  requireSamples('featureVector', samples);
  requirePositive('featureVector', 'sampleRate', sampleRate);
  const wanted = requireGroups('featureVector', groups, sampleRate);

  const magnitude = spectrogram(samples, { nFft, hopLength: 512, padMode });
  const computed = new Map<FeatureGroup, Matrix>();
  if (groups.includes('mfcc') || groups.includes('mel')) {
    const bands = melBands('featureVector', sampleRate, { nFft });
    const mel = applyFilters(bands, magnitude, true);
    computed.set('mel', mel);
    if (groups.includes('mfcc')) computed.set('mfcc', mfcc(powerToDb(mel), sampleRate, { nMfcc: 40 }));
  }
  if (groups.includes('chroma') || groups.includes('tonnetz')) {
    const chroma = chromaStft(magnitude, sampleRate, { tuning });
    computed.set('chroma', chroma);
    if (groups.includes('tonnetz')) computed.set('tonnetz', tonnetz(chroma));
  }
  if (groups.includes('contrast')) computed.set('contrast', spectralContrast(magnitude, sampleRate));

  return {
    names: wanted.flatMap((group) => featureNames[group]),
    values: Float32Array.from(wanted.flatMap((group) => rowMeans(computed.get(group) as Matrix))),
  };
}

/**
 * The groups that a sample rate has room for: all, but at 12,800 Hz and less no `contrast`, whose highest octave begins at
 * 6,400 Hz. In librosa too spectral_contrast is an error there.
 *
 * @param sampleRate Hz.
 * @returns Groups in the vector's order.
 * @throws RangeError when the rate is not a positive number.
 * @example
 * featureGroups(8000); // ['mfcc', 'chroma', 'mel', 'tonnetz']
 */
export function featureGroups(sampleRate: number): FeatureGroup[] {
  requirePositive('featureGroups', 'sampleRate', sampleRate);
  const known = Object.keys(featureNames) as FeatureGroup[];
  return known.filter((group) => group !== 'contrast' || sampleRate > leastRateOfContrast);
}

/** The groups in the vector's order, none twice. */
export function requireGroups(caller: string, groups: FeatureGroup[], sampleRate: number): FeatureGroup[] {
  const known = Object.keys(featureNames) as FeatureGroup[];
  for (const group of groups) requireOneOf(caller, 'groups', group, known);
  if (groups.length === 0) throw new RangeError(`${caller}: groups must be at least one group; received none`);
  const possible = featureGroups(sampleRate);
  const missing = groups.find((group) => !possible.includes(group));
  if (missing !== undefined) {
    throw new RangeError(
      `${caller}: groups must be some of ${possible.join(', ')} at ${sampleRate} Hz; received ${missing}, which needs more ` +
        `than ${leastRateOfContrast} Hz`,
    );
  }
  return known.filter((group) => groups.includes(group));
}

function rowMeans({ data, shape: [rows, columns] }: Matrix): number[] {
  return Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let t = 0; t < columns; t++) sum += data[row * columns + t];
    return sum / columns;
  });
}
