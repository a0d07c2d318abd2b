import { powerToDb } from '../decibel/power-to-db.js';
import { applyFilters, filterRows } from '../features/apply-filters.js';
import type { FeatureGroup, FeatureVector } from '../features/feature-vector.js';
import { featureNames, requireGroups } from '../features/feature-vector.js';
import { dctBasis } from '../features/mel/dct-basis.js';
import { normalizeColumns } from '../features/normalize-columns.js';
import { contrastBands, contrastExtremes } from '../features/spectral/spectral-contrast.js';
import { tonnetz } from '../features/tonal/tonnetz.js';
import { chromaFilterBank } from '../filters/chroma-filter-bank.js';
import { melBands } from '../filters/mel-filter-bank.js';
import type { Matrix } from '../matrix.js';
import { requirePositive, requireSamples } from '../require-argument.js';
import { frameLayout } from '../stft/frame-layout.js';
import { spectra } from '../stft/spectrogram.js';
import { createClippedMeans } from './clipped-means.js';

export interface FeatureStreamOptions {
  /** Which groups; the vector's order is always mfcc, chroma, mel, contrast, tonnetz. @default ['mfcc', 'chroma', 'mel'] */
  groups?: FeatureGroup[];
  /** Deviation from A = 440 Hz in semitones; it cannot be estimated before the signal's end. @default 0 */
  tuning?: number;
}

export interface FeatureStream {
  /** The next samples of the signal. */
  push(chunk: Float32Array): void;
  /** No more samples will come: the means over all frames. */
  finish(): FeatureVector;
}

const nFft = 2048;
const hopLength = 512;
const bins = nFft / 2 + 1;
const topDb = 80;

/** Frames that are worked on at a time, so that what is called for them costs little for each. */
const blockFrames = 64;

/**
 * featureVector of a signal that is pushed in chunks of any size, in memory that does not grow with it.
 *
 * @param sampleRate Hz.
 * @returns push, and finish for the values: those of featureVector with the same tuning, to 1e-6 of the value; beyond
 * 1,024 frames to about 1e-3 dB in mfcc and contrast, whose clipping needs the loudest value of the whole signal.
 * @throws RangeError for an unknown group, no group, one that the rate has no room for, or a sample rate out of range; push: for samples that are not finite.
 * @throws TypeError from push when a chunk is no Float32Array.
 * @example
 * const stream = createFeatureStream(48000, { groups: ['mfcc'] });
 * for await (const chunk of chunksOfAFile) stream.push(chunk);
 * const { values } = stream.finish();
 */
export function createFeatureStream(
  sampleRate: number,
  { groups = ['mfcc', 'chroma', 'mel'], tuning = 0 }: FeatureStreamOptions = {},
): FeatureStream {
  requirePositive('createFeatureStream', 'sampleRate', sampleRate);
  const wanted = requireGroups('createFeatureStream', groups, sampleRate);
  const means = [
    groups.includes('mfcc') || groups.includes('mel') ? createMelMeans(sampleRate) : undefined,
    groups.includes('chroma') || groups.includes('tonnetz') ? createChromaMeans(sampleRate, tuning) : undefined,
    groups.includes('contrast') ? createContrastMeans(sampleRate) : undefined,
  ].filter((mean) => mean !== undefined);
  const layout = frameLayout('createFeatureStream', { nFft, hopLength, center: false });
  const samples = new Float32Array((blockFrames - 1) * hopLength + nFft);
  // The frames are centred: half of one is zeros, before the signal and behind it.
  const padding = nFft / 2;
  let filled = padding;
  let frames = 0;
  let isFinished = false;

  function take(chunk: Float32Array): void {
    for (let taken = 0; taken < chunk.length; ) {
      const count = Math.min(samples.length - filled, chunk.length - taken);
      samples.set(chunk.subarray(taken, taken + count), filled);
      taken += count;
      filled += count;
      if (filled === samples.length) addFrames();
    }
  }

  function addFrames(): void {
    const magnitude = spectra('createFeatureStream', samples.subarray(0, filled), layout, false);
    for (const mean of means) mean.add(magnitude);
    const count = magnitude.shape[1];
    frames += count;
    samples.copyWithin(0, count * hopLength, filled);
    filled -= count * hopLength;
  }

  return {
    push(chunk) {
      requireSamples('createFeatureStream', chunk);
      take(chunk);
    },
    finish() {
      if (!isFinished) take(new Float32Array(padding));
      isFinished = true;
      if (filled >= nFft) addFrames();
      const results: Partial<Record<FeatureGroup, ArrayLike<number>>> = {};
      for (const mean of means) Object.assign(results, mean.means(frames));
      return {
        names: wanted.flatMap((group) => featureNames[group]),
        values: Float32Array.from(wanted.flatMap((group) => Array.from(results[group] ?? []))),
      };
    },
  };
}

/** Running means of one or more groups. */
interface GroupMeans {
  /** Takes the magnitudes of some frames. */
  add(magnitude: Matrix): void;
  means(frames: number): Partial<Record<FeatureGroup, ArrayLike<number>>>;
}

function createMelMeans(sampleRate: number): GroupMeans {
  const bands = melBands('createFeatureStream', sampleRate, { nFft });
  const sums = new Float64Array(bands.length);
  const decibels = createClippedMeans(bands.length);
  return {
    add(magnitude) {
      const mel = applyFilters(bands, magnitude, true);
      addRows(sums, mel);
      decibels.add(powerToDb(mel, { topDb: null }));
    },
    means(frames) {
      const means = decibels.means(topDb);
      const basis = dctBasis(2, 'ortho', bands.length, featureNames.mfcc.length);
      const mfcc = featureNames.mfcc.map((_, k) =>
        means.reduce((sum, decibel, band) => sum + basis[k * bands.length + band] * decibel, 0),
      );
      return { mfcc, mel: sums.map((sum) => sum / frames) };
    },
  };
}

function createChromaMeans(sampleRate: number, tuning: number): GroupMeans {
  const filters = filterRows(chromaFilterBank(sampleRate, { nFft, tuning }).data, bins);
  const chromaSums = new Float64Array(filters.length);
  const tonnetzSums = new Float64Array(featureNames.tonnetz.length);
  return {
    add(magnitude) {
      const chroma = normalizeColumns(applyFilters(filters, magnitude), Number.POSITIVE_INFINITY);
      addRows(chromaSums, chroma);
      addRows(tonnetzSums, tonnetz(chroma));
    },
    means(frames) {
      return { chroma: chromaSums.map((sum) => sum / frames), tonnetz: tonnetzSums.map((sum) => sum / frames) };
    },
  };
}

function createContrastMeans(sampleRate: number): GroupMeans {
  const bands = contrastBands('createFeatureStream', sampleRate, nFft, bins, {});
  const peaks = createClippedMeans(bands.length);
  const valleys = createClippedMeans(bands.length);
  return {
    add(magnitude) {
      const extremes = contrastExtremes(magnitude, bands);
      peaks.add(powerToDb(extremes.peaks, { topDb: null }));
      valleys.add(powerToDb(extremes.valleys, { topDb: null }));
    },
    means() {
      const low = valleys.means(topDb);
      return { contrast: peaks.means(topDb).map((peak, band) => peak - low[band]) };
    },
  };
}

function addRows(sums: Float64Array, { data, shape: [rows, columns] }: Matrix): void {
  for (let row = 0; row < rows; row++) {
    for (let t = 0; t < columns; t++) sums[row] += data[row * columns + t];
  }
}
