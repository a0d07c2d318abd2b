import { powerToDb } from '../../decibel/power-to-db.js';
import type { Matrix } from '../../matrix.js';
import {
  requireAtMost,
  requireInteger,
  requireNotNegative,
  requirePositive,
  requireSamples,
} from '../../require-argument.js';
import { resample } from '../../resample/resample.js';
import { melSpectrogram } from './mel-spectrogram.js';

export interface LogMelSpectrogramOptions {
  /** Sample rate in Hz, a whole number, that the signal is brought to first. @default 16000 */
  targetSampleRate?: number;
  /** Samples per transform. @default 1024 */
  nFft?: number;
  /** Samples from one frame's start to the next's. @default 256 */
  hopLength?: number;
  /** Rows: mel bands, the lowest first. @default 64 */
  nMels?: number;
  /** Lower edge of the lowest band in Hz. @default 50 */
  fMin?: number;
  /** Upper edge of the highest band in Hz. @default 8000 */
  fMax?: number;
  /** Columns: frames. @default 160 */
  frames?: number;
  /** Frames at both ends that stay more than so many dB below the recording's loudest value are left out. @default 45 */
  trimDb?: number;
  /** dB, relative to full scale, that are silence, as is everything below. @default -80 */
  floorDb?: number;
}

// What a recording may cost: an hour with the defaults takes an eighth of the transforms, and a fifth of the values, that
// the bounds on all frames allow.
const mostRate = 768_000;
const mostPerFrame = 2 ** 16;

/** Frames that are kept around what is loud enough. */
const margin = 4;

/**
 * Log-mel spectrogram in a fixed size, for a model: decibels above a floor, with the silence at both ends cut off, in the
 * middle, cropped evenly or with silence around it. How loud the recording is stays in it.
 *
 * dB = 10 log10(max(S, 1e-10)) of the mel spectrogram S at `targetSampleRate`; the first and last frame with a value of at least the
 * largest - trimDb, and 4 frames around them, bound what is kept; a value is max(dB, floorDb) - floorDb, so that 0 is silence.
 * n frames are put at floor((frames - n) / 2), or those from floor((n - frames) / 2) on are kept.
 *
 * @param samples Mono signal. An empty one gives silence.
 * @param sampleRate Hz, a whole number.
 * @returns (nMels, frames), values of at least 0.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, an option out of range, or more values than 2^24 in the picture or
 * 2^26 in the recording's frames.
 * @see librosa.feature.melspectrogram and librosa.power_to_db with top_db=None, 0.11.0
 * @example
 * logMelSpectrogram(samples, 48000).shape; // [64, 160]: 64 bands, 160 frames, 2.56 s
 */
export function logMelSpectrogram(
  samples: Float32Array,
  sampleRate: number,
  {
    targetSampleRate = 16000,
    nFft = 1024,
    hopLength = 256,
    nMels = 64,
    fMin = 50,
    fMax = 8000,
    frames = 160,
    trimDb = 45,
    floorDb = -80,
  }: LogMelSpectrogramOptions = {},
): Matrix {
  requireSamples('logMelSpectrogram', samples);
  for (const [name, value] of Object.entries({ sampleRate, targetSampleRate, nFft, hopLength, nMels, frames })) {
    requireInteger('logMelSpectrogram', name, value);
  }
  requireNotNegative('logMelSpectrogram', 'fMin', fMin);
  requirePositive('logMelSpectrogram', 'fMax', fMax);
  if (!(fMin < fMax)) throw new RangeError(`logMelSpectrogram: fMax must be above fMin = ${fMin}; received ${fMax}`);
  requireNotNegative('logMelSpectrogram', 'trimDb', trimDb);
  if (!Number.isFinite(floorDb)) {
    throw new RangeError(`logMelSpectrogram: floorDb must be a finite number; received ${floorDb}`);
  }

  const allFrames = 1 + Math.floor((samples.length * targetSampleRate) / sampleRate / hopLength);
  requireAtMost('logMelSpectrogram', 'targetSampleRate', targetSampleRate, mostRate);
  requireAtMost('logMelSpectrogram', 'nFft', nFft, mostPerFrame);
  requireAtMost('logMelSpectrogram', 'nMels', nMels, mostPerFrame);
  requireAtMost('logMelSpectrogram', 'nMels * frames', nMels * frames, 2 ** 24);
  requireAtMost('logMelSpectrogram', 'nFft * the frames of the recording', nFft * allFrames, 2 ** 31);
  requireAtMost('logMelSpectrogram', 'nMels * the frames of the recording', nMels * allFrames, 2 ** 26);

  const signal = sampleRate === targetSampleRate ? samples : resample(samples, sampleRate, targetSampleRate);
  const mel = melSpectrogram(signal, targetSampleRate, { nFft, hopLength, nMels, fMin, fMax });
  const decibels = powerToDb(mel, { topDb: null }); // (nMels, all frames)
  const [first, end] = soundingFrames(decibels, trimDb);

  const kept = end - first;
  const from = first + Math.max(0, Math.floor((kept - frames) / 2));
  const to = Math.max(0, Math.floor((frames - kept) / 2));
  const count = Math.min(kept, frames);
  const data = new Float32Array(nMels * frames);
  for (let band = 0; band < nMels; band++) {
    const row = band * decibels.shape[1] + from;
    for (let t = 0; t < count; t++) {
      data[band * frames + to + t] = Math.max(decibels.data[row + t], floorDb) - floorDb;
    }
  }
  return { data, shape: [nMels, frames] };
}

// The first frame that is kept, and the one after the last.
function soundingFrames({ data, shape: [, frames] }: Matrix, trimDb: number): [first: number, end: number] {
  const loudest = new Float32Array(frames).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0, t = 0; i < data.length; i++) {
    if (data[i] > loudest[t]) loudest[t] = data[i];
    if (++t === frames) t = 0;
  }
  const least = loudest.reduce((a, b) => Math.max(a, b)) - trimDb;
  const isLoud = Array.from(loudest, (value) => value >= least);
  return [Math.max(0, isLoud.indexOf(true) - margin), Math.min(frames, isLoud.lastIndexOf(true) + 1 + margin)];
}
