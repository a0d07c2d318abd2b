import { powerToDb } from '../decibel/power-to-db.js';
import { melSpectrogram } from '../features/mel/mel-spectrogram.js';
import type { Matrix } from '../matrix.js';
import {
  requireAtMost,
  requireInteger,
  requireNotNegative,
  requirePositive,
  requireSamples,
} from '../require-argument.js';
import { resample } from '../resample/resample.js';

export interface LogMelPictureOptions {
  /** Sample rate in Hz, a whole number, that the signal is brought to first. @default 16000 */
  rate?: number;
  /** Samples per transform. @default 1024 */
  nFft?: number;
  /** Samples from one frame's start to the next's. @default 256 */
  hopLength?: number;
  /** Rows: mel bands. @default 64 */
  bands?: number;
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

/** Decibels above silence. */
export interface LogMelPicture {
  /** bands * frames values of at least 0, row after row, the lowest band first. */
  data: Float32Array<ArrayBuffer>;
  bands: number;
  frames: number;
}

// What a recording may cost: an hour with the defaults takes an eighth of the transforms, and a fifth of the values, that
// the bounds on all frames allow.
const mostRate = 768_000;
const mostPerFrame = 2 ** 16;

/** Frames that are kept around what is loud enough. */
const margin = 4;

/**
 * Log-mel spectrogram in a fixed size, for a model: decibels above a floor, with the silence at both ends cut off, in the
 * middle of the picture, cropped evenly or with silence around it. How loud the recording is stays in it.
 *
 * dB = 10 log10(max(S, 1e-10)) of the mel spectrogram S at `rate`; the first and last frame with a value of at least the
 * largest - trimDb, and 4 frames around them, bound what is kept; a value is max(dB, floorDb) - floorDb, so that 0 is silence.
 * n frames are put at floor((frames - n) / 2), or those from floor((n - frames) / 2) on are kept.
 *
 * @param samples Mono signal. An empty one gives a picture of silence.
 * @param sampleRate Hz, a whole number.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, an option out of range, or more values than 2^24 in the picture or
 * 2^26 in the recording's frames.
 * @see librosa.feature.melspectrogram and librosa.power_to_db with top_db=None, 0.11.0
 * @example
 * const { data, bands, frames } = logMelPicture(samples, 48000); // 64 bands, 160 frames: 2.56 s
 */
export function logMelPicture(
  samples: Float32Array,
  sampleRate: number,
  {
    rate = 16000,
    nFft = 1024,
    hopLength = 256,
    bands = 64,
    fMin = 50,
    fMax = 8000,
    frames = 160,
    trimDb = 45,
    floorDb = -80,
  }: LogMelPictureOptions = {},
): LogMelPicture {
  requireSamples('logMelPicture', samples);
  for (const [name, value] of Object.entries({ sampleRate, rate, nFft, hopLength, bands, frames })) {
    requireInteger('logMelPicture', name, value);
  }
  requireNotNegative('logMelPicture', 'fMin', fMin);
  requirePositive('logMelPicture', 'fMax', fMax);
  if (!(fMin < fMax)) throw new RangeError(`logMelPicture: fMax must be above fMin = ${fMin}; received ${fMax}`);
  requireNotNegative('logMelPicture', 'trimDb', trimDb);
  if (!Number.isFinite(floorDb)) {
    throw new RangeError(`logMelPicture: floorDb must be a finite number; received ${floorDb}`);
  }

  const allFrames = 1 + Math.floor((samples.length * rate) / sampleRate / hopLength);
  requireAtMost('logMelPicture', 'rate', rate, mostRate);
  requireAtMost('logMelPicture', 'nFft', nFft, mostPerFrame);
  requireAtMost('logMelPicture', 'bands', bands, mostPerFrame);
  requireAtMost('logMelPicture', 'bands * frames', bands * frames, 2 ** 24);
  requireAtMost('logMelPicture', 'nFft * the frames of the recording', nFft * allFrames, 2 ** 31);
  requireAtMost('logMelPicture', 'bands * the frames of the recording', bands * allFrames, 2 ** 26);

  const signal = sampleRate === rate ? samples : resample(samples, sampleRate, rate);
  const mel = melSpectrogram(signal, rate, { nFft, hopLength, nMels: bands, fMin, fMax });
  const decibels = powerToDb(mel, { topDb: null }); // (bands, all frames)
  const [first, end] = soundingFrames(decibels, trimDb);

  const kept = end - first;
  const from = first + Math.max(0, Math.floor((kept - frames) / 2));
  const to = Math.max(0, Math.floor((frames - kept) / 2));
  const count = Math.min(kept, frames);
  const data = new Float32Array(bands * frames);
  for (let band = 0; band < bands; band++) {
    const row = band * decibels.shape[1] + from;
    for (let t = 0; t < count; t++) {
      data[band * frames + to + t] = Math.max(decibels.data[row + t], floorDb) - floorDb;
    }
  }
  return { data, bands, frames };
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
