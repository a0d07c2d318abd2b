import type { FeatureGroup, FeatureVector } from '../features/feature-vector.js';
import { featureNames, requireGroups } from '../features/feature-vector.js';
import { dctBasis } from '../features/mel/dct-basis.js';
import { contrastBands, createExtremes } from '../features/spectral/spectral-contrast.js';
import { tonnetz } from '../features/tonal/tonnetz.js';
import { chromaFilterBank } from '../filters/chroma-filter-bank.js';
import { melBands } from '../filters/mel-filter-bank.js';
import { requirePositive, requireSamples } from '../require-argument.js';
import { frameLayout } from '../stft/frame-layout.js';
import { createClippedMeans } from './clipped-means.js';
import { createFrameSource } from './frame-source.js';

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
const bins = nFft / 2 + 1;
const amin = 1e-10;
const topDb = 80;

/**
 * featureVector of a signal that is pushed in chunks of any size, in memory that does not grow with it.
 *
 * @param sampleRate Hz.
 * @returns push, and finish for the values: those of featureVector with the same tuning, to about 1e-3 dB in mfcc and
 * contrast (whose clipping needs the loudest value of the whole signal) and 1e-6 of the value in the others.
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
  const source = createFrameSource('createFeatureStream', frameLayout('createFeatureStream', { nFft, hopLength: 512 }));
  const means = [
    groups.includes('mfcc') || groups.includes('mel') ? createMelMeans(sampleRate) : undefined,
    groups.includes('chroma') || groups.includes('tonnetz') ? createChromaMeans(sampleRate, tuning) : undefined,
    groups.includes('contrast') ? createContrastMeans(sampleRate) : undefined,
  ].filter((mean) => mean !== undefined);
  const magnitudes = new Float32Array(bins);
  let frames = 0;

  const addReady = (): void => {
    for (let spectrum = source.next(); spectrum; spectrum = source.next()) {
      for (let k = 0; k < bins; k++) {
        magnitudes[k] = Math.sqrt(spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1]);
      }
      for (const mean of means) mean.add(magnitudes);
      frames++;
    }
  };
  return {
    push(chunk) {
      requireSamples('createFeatureStream', chunk);
      for (let taken = 0; taken < chunk.length; ) {
        taken += source.take(chunk, taken);
        addReady();
      }
    },
    finish() {
      source.finish();
      addReady();
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
  add(magnitudes: Float32Array): void;
  means(frames: number): Partial<Record<FeatureGroup, ArrayLike<number>>>;
}

function createMelMeans(sampleRate: number): GroupMeans {
  const bands = melBands('createFeatureStream', sampleRate, { nFft });
  const sums = new Float64Array(bands.length);
  const decibels = createClippedMeans(bands.length);
  return {
    add(magnitudes) {
      for (let band = 0; band < bands.length; band++) {
        const { start, weights } = bands[band];
        let sum = 0;
        for (let i = 0; i < weights.length; i++) sum += weights[i] * magnitudes[start + i] * magnitudes[start + i];
        sums[band] += sum;
        decibels.add(band, 10 * Math.log10(Math.max(amin, sum)));
      }
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
  const { data: filters, shape } = chromaFilterBank(sampleRate, { nFft, tuning });
  const [classes] = shape;
  const chroma = { data: new Float32Array(classes), shape: [classes, 1] as [number, number] };
  const chromaSums = new Float64Array(classes);
  const tonnetzSums = new Float64Array(featureNames.tonnetz.length);
  return {
    add(magnitudes) {
      let max = 0;
      for (let c = 0; c < classes; c++) {
        let sum = 0;
        for (let k = 0; k < bins; k++) sum += filters[c * bins + k] * magnitudes[k];
        chroma.data[c] = sum;
        if (sum > max) max = sum;
      }
      if (max >= 2 ** -126) for (let c = 0; c < classes; c++) chroma.data[c] /= max;
      for (let c = 0; c < classes; c++) chromaSums[c] += chroma.data[c];
      const centroids = tonnetz(chroma).data;
      for (let i = 0; i < tonnetzSums.length; i++) tonnetzSums[i] += centroids[i];
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
  const extremes = createExtremes(1);
  return {
    add(magnitudes) {
      for (let band = 0; band < bands.length; band++) {
        extremes.find(magnitudes, bands[band]);
        peaks.add(band, 10 * Math.log10(Math.max(amin, extremes.peaks[0])));
        valleys.add(band, 10 * Math.log10(Math.max(amin, extremes.valleys[0])));
      }
    },
    means() {
      const low = valleys.means(topDb);
      return { contrast: peaks.means(topDb).map((peak, band) => peak - low[band]) };
    },
  };
}
