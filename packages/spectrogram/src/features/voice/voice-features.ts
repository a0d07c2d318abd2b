import { powerToDb } from '../../decibel/power-to-db.js';
import type { Matrix } from '../../matrix.js';
import { requireInteger, requireSamples } from '../../require-argument.js';
import { resample } from '../../resample/resample.js';
import { melSpectrogram } from '../mel/mel-spectrogram.js';
import { mfcc } from '../mel/mfcc.js';
import { speechEmbeddingSpectrogram } from '../mel/speech-embedding-spectrogram.js';
import { bandModulation, modulationBands } from './band-modulation.js';
import { energyContour, energyValues } from './energy-contour.js';
import { levelled } from './levelled.js';
import { pitchContour, pitchValues } from './pitch-contour.js';
import { deviation, mean, percentile, percentiles } from './statistics.js';

/** A network behind the features: `speechEmbedding` of @aver/models, from (32, frames) to (times, 96). */
export type SpeechEmbed = (spectrogram: Matrix) => Matrix;

const rate = 16000;
const hopLength = 160;
const bands = 64;
const coefficients = 24;
const embedded = 96;

/** The parts of {@link voiceFeatures} in order, and how many values each has. */
export const voiceFeatureGroups = {
  bands: 4 * bands,
  cepstrum: 2 * coefficients,
  modulation: modulationBands,
  pitch: pitchValues,
  energy: energyValues,
  embedding: 5 * embedded,
} as const;

/** How many values {@link voiceFeatures} gives of a sound. */
export const voiceFeatureCount: number = Object.values(voiceFeatureGroups).reduce((sum, size) => sum + size, 0);

/** How far below the loud frames a frame still belongs to the voice, in dB. */
const activeDb = 30;
/** Where silence is, in dB below the loud frames: what is lower says more of the room than of the voice. */
const floorDb = 80;

/**
 * What a voice sounds like, in one row of numbers however long it speaks: the input of the voice network.
 *
 * The sound is brought to 16 kHz and to one level, so that neither its rate nor its loudness decides. Over the frames
 * within 30 dB of the loud ones: mean, deviation, 90th percentile and mean change of 64 log-mel bands from 50 to 7,000 Hz;
 * deviation of 24 MFCC and of their slopes; how fast eight groups of bands go up and down; pitch and energy over time.
 * Then mean, deviation, maximum, 20th and 80th percentile over time of each of the 96 values of the speech embedding.
 *
 * @param samples Mono signal.
 * @param sampleRate Hz, a whole number.
 * @param embed `speechEmbedding` of @aver/models, asked for one spectrogram.
 * @returns {@link voiceFeatureCount} values.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, or a rate that is not a positive integer.
 * @see the project's own; how they were chosen stands in docs/decisions.
 */
export function voiceFeatures(samples: Float32Array, sampleRate: number, embed: SpeechEmbed): Float32Array {
  requireSamples('voiceFeatures', samples);
  requireInteger('voiceFeatures', 'sampleRate', sampleRate);
  const signal = levelled(sampleRate === rate ? samples : resample(samples, sampleRate, rate), rate);
  const mel = melSpectrogram(signal, rate, {
    nFft: 512,
    hopLength,
    winLength: 400,
    nMels: bands,
    fMin: 50,
    fMax: 7000,
  });
  const energies = columnDecibels(mel);
  const top = percentile(energies, 95);
  const isActive = Array.from(energies, (energy) => energy > top - activeDb);
  const [first, end] = [Math.max(0, isActive.indexOf(true)), isActive.lastIndexOf(true) + 1 || energies.length];

  const decibels = powerToDb(mel, { topDb: null });
  for (let i = 0; i < decibels.data.length; i++) decibels.data[i] = Math.max(decibels.data[i], top - floorDb);
  const spoken = columnsOf(decibels, first, end);
  const active = isActive.slice(first, end);
  const places = Int32Array.from([...active.keys()].filter((t) => active[t]));
  const cepstrum = mfcc(spoken, rate, { nMfcc: coefficients });
  const embedding = embed(speechEmbeddingSpectrogram(signal, rate)); // (times, 96)

  return Float32Array.from([
    ...rowsOf(spoken).flatMap((row) => {
      const heard = valuesAt(row, places);
      return [mean(heard), deviation(heard), percentile(heard, 90), meanChange(row)];
    }),
    ...rowsOf(cepstrum).flatMap((row) => [deviation(valuesAt(row, places)), deviation(slopes(row))]),
    ...bandModulation(spoken, rate / hopLength),
    ...pitchContour(signal, rate, (second) => isActive[Math.min(isActive.length - 1, Math.round(second * 100))]),
    ...energyContour(energies.subarray(first, end), active, top),
    ...columnsAsRows(embedding).flatMap((row) => [mean(row), deviation(row), ...percentiles(row, [100, 20, 80])]),
  ]);
}

/** The energy of each frame in dB. */
function columnDecibels({ data, shape: [rows, frames] }: Matrix): Float64Array {
  const sums = new Float64Array(frames);
  for (let i = 0, row = 0; row < rows; row++) for (let t = 0; t < frames; t++, i++) sums[t] += data[i];
  return sums.map((sum) => 10 * Math.log10(Math.max(sum, 1e-10)));
}

function columnsOf({ data, shape: [rows, frames] }: Matrix, first: number, end: number): Matrix {
  const part = new Float32Array(rows * (end - first));
  for (let row = 0; row < rows; row++) {
    part.set(data.subarray(row * frames + first, row * frames + end), row * (end - first));
  }
  return { data: part, shape: [rows, end - first] };
}

function rowsOf({ data, shape: [rows, frames] }: Matrix): Float32Array[] {
  return Array.from({ length: rows }, (_, row) => data.subarray(row * frames, (row + 1) * frames));
}

function columnsAsRows({ data, shape: [times, size] }: Matrix): Float32Array[] {
  return Array.from({ length: size }, (_, i) => {
    const row = new Float32Array(times);
    for (let t = 0; t < times; t++) row[t] = data[t * size + i];
    return row;
  });
}

function valuesAt(row: Float32Array, places: Int32Array): Float32Array {
  const values = new Float32Array(places.length);
  for (let i = 0; i < values.length; i++) values[i] = row[places[i]];
  return values;
}

/** Mean of the absolute differences from one frame to the next. */
function meanChange(row: Float32Array): number {
  let sum = 0;
  for (let t = 1; t < row.length; t++) sum += Math.abs(row[t] - row[t - 1]);
  return row.length > 1 ? sum / (row.length - 1) : 0;
}

/** Change per frame, over four frames. */
function slopes(row: Float32Array): Float32Array {
  const changes = new Float32Array(Math.max(0, row.length - 4));
  for (let t = 0; t < changes.length; t++) changes[t] = (row[t + 4] - row[t]) / 4;
  return changes;
}
