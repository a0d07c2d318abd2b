import type { Matrix } from '../../matrix.js';
import { requireInteger, requirePositive, requireShare } from '../../require-argument.js';
import type { FrameOptions } from '../../stft/frame-layout.js';
import { spectrogramOf } from '../spectrogram-of.js';

export interface EstimateTuningOptions extends FrameOptions {
  /** Samples from one frame's start to the next's. @default winLength / 4, which is nFft / 4 unless given */
  hopLength?: number;
  /** Width of the histogram's bins, in pitch classes. @default 0.01 */
  resolution?: number;
  /** Pitch classes per octave. @default 12 */
  binsPerOctave?: number;
}

/** Peaks are looked for between these frequencies, in Hz. */
const lowest = 150;
const highest = 4000;

/** A peak is higher than this share of its frame's maximum. */
const peakShare = Math.fround(0.1);

/**
 * How far a recording is from A = 440 Hz. The peaks of all frames between 150 and 4,000 Hz that are at least as high as
 * their median vote for their distance to the nearest pitch class; the answer is the left edge of the fullest bin.
 * On speech the fullest bin wins narrowly, so a change in the last digit of the input may give another answer.
 *
 * @param input Mono signal (then magnitudes are used), or a spectrogram (1 + nFft / 2, frames).
 * @param sampleRate Hz.
 * @returns Deviation in pitch classes (semitones, with 12 per octave), in [-0.5, 0.5); 0 where there is no peak.
 * @throws TypeError when the input is neither samples nor a matrix.
 * @throws RangeError for values that are not finite or an option out of range.
 * @see librosa.estimate_tuning, 0.11.0
 * @example
 * estimateTuning(sineOf440Hz, 22050); // 0.01
 */
export function estimateTuning(
  input: Float32Array | Matrix,
  sampleRate: number,
  options: EstimateTuningOptions = {},
): number {
  const { resolution = 0.01, binsPerOctave = 12, nFft: size = 2048, winLength = size } = options;
  const { hopLength = Math.floor(winLength / 4) } = options;
  requirePositive('estimateTuning', 'sampleRate', sampleRate);
  requireShare('estimateTuning', 'resolution', resolution);
  requireInteger('estimateTuning', 'binsPerOctave', binsPerOctave);
  const { matrix, nFft } = spectrogramOf('estimateTuning', input, 1, { ...options, hopLength });
  const { frequencies, heights } = spectralPeaks(matrix, sampleRate, nFft);
  if (frequencies.length === 0) return 0;

  const threshold = median(heights);
  const edges = histogramEdges(Math.ceil(1 / resolution));
  const counts = new Uint32Array(edges.length - 1);
  for (let i = 0; i < frequencies.length; i++) {
    if (heights[i] >= threshold) counts[histogramBin(edges, deviation(frequencies[i], binsPerOctave))]++;
  }
  return edges[counts.indexOf(counts.reduce((max, count) => Math.max(max, count), 0))];
}

// Each peak's frequency and height, refined by the parabola through it and its neighbours. All of it in single
// precision, as librosa has it: the votes are few and close, and another rounding would often elect another bin.
function spectralPeaks(
  { data, shape: [bins, frames] }: Matrix,
  sampleRate: number,
  nFft: number,
): { frequencies: number[]; heights: number[] } {
  const { fround } = Math;
  const maxima = new Float32Array(frames);
  for (let k = 0, i = 0; k < bins; k++) {
    for (let t = 0; t < frames; t++, i++) if (data[i] > maxima[t]) maxima[t] = data[i];
  }
  const thresholds = maxima.map((max) => peakShare * max);
  const frequencies: number[] = [];
  const heights: number[] = [];
  const top = Math.min(highest, sampleRate / 2);
  for (let k = 1; k < bins - 1; k++) {
    const hz = (k * sampleRate) / nFft;
    if (!(hz >= lowest && hz < top)) continue;
    for (let t = 0; t < frames; t++) {
      const i = k * frames + t;
      const height = data[i];
      const threshold = thresholds[t];
      if (!(height > threshold)) continue;
      const below = data[i - frames];
      const above = data[i + frames];
      // Neighbours under the threshold count as zero, so they cannot hide a peak; those above it can.
      if (!(height > (below > threshold ? below : 0) && height >= (above > threshold ? above : 0))) continue;
      const curvature = fround(above + below) - 2 * height;
      const slope = fround(above - below) / 2;
      const shift = Math.abs(slope) >= Math.abs(curvature) ? 0 : fround(-slope / curvature);
      const frequency = fround(((k + shift) * sampleRate) / nFft);
      if (frequency > 0) {
        frequencies.push(frequency);
        heights.push(fround(height + fround(fround(0.5 * slope) * shift)));
      }
    }
  }
  return { frequencies, heights };
}

// The distance, in pitch classes, to the nearest class above A0 = 27.5 Hz.
function deviation(frequency: number, binsPerOctave: number): number {
  const octaves = Math.fround(Math.log2(Math.fround(frequency / 27.5)));
  const place = Math.fround(binsPerOctave * octaves);
  const residual = Math.fround(place - Math.floor(place));
  return residual >= 0.5 ? residual - 1 : residual;
}

function histogramEdges(bins: number): Float64Array {
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => i * (1 / bins) - 0.5);
  edges[bins] = 0.5;
  return edges;
}

// Bins hold their left edge; the rounded guess is corrected by the edges themselves.
function histogramBin(edges: Float64Array, value: number): number {
  const bins = edges.length - 1;
  let bin = Math.min(bins - 1, Math.max(0, Math.floor((value + 0.5) * bins)));
  while (bin > 0 && value < edges[bin]) bin--;
  while (bin < bins - 1 && value >= edges[bin + 1]) bin++;
  return bin;
}

function median(values: number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : Math.fround((sorted[middle - 1] + sorted[middle]) / 2);
}
