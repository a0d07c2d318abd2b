import {
  amplitudeToDb,
  chromaCqt,
  chromaStft,
  decibelSpectrogram,
  estimateTuning,
  featureVector,
  harmonic,
  type Matrix,
  melSpectrogram,
  mfcc,
  percussive,
  powerToDb,
  rms,
  spectralCentroid,
  spectralContrast,
  spectralRolloff,
  spectrogram,
  tonnetz,
  zeroCrossingRate,
} from '../../src/index.js';
import type { GoldenFile } from './golden-signals.js';

/** One comparison with the reference: |actual - expected| <= atol + rtol |expected|. */
export interface Comparison {
  name: string;
  actual: ArrayLike<number>;
  expected: ArrayLike<number>;
  atol?: number;
  rtol?: number;
}

// Frames without a sound between C1 and C8 (the chirp above 4 kHz; silence around speech) hold the rounding noise of librosa's
// float32 resampler, 130 dB down, and each frame of chroma is divided by its maximum. librosa 0.11.0 itself, run
// with other versions of what it stands on, is 5.4e-3, 3.5e-4, 2.9e-4 and 1.9e-5 from these goldens.
const cqtTolerances: Record<string, number> = {
  chirp100_8000: 1e-2,
  'Actor_02/03-01-04-01-01-01-02.wav': 1e-3,
  'Actor_16/03-01-01-01-02-01-16.wav': 5e-4,
  'Actor_12/03-01-06-02-02-01-12.wav': 5e-5,
};

/** Everything that a golden file says of one signal, beside what we compute. */
export function goldenComparisons(golden: GoldenFile, samples: Float32Array): Comparison[] {
  const sampleRate: number = golden.y.sr;
  const mid: number = golden.stft_2048_512.mid_frame;
  const list: Comparison[] = [];
  const compare = (
    name: string,
    actual: number | ArrayLike<number>,
    expected: number | number[],
    tolerance: { atol?: number; rtol?: number },
  ): void => {
    list.push({
      name,
      actual: typeof actual === 'number' ? [actual] : actual,
      expected: typeof expected === 'number' ? [expected] : expected,
      ...tolerance,
    });
  };

  const magnitude = spectrogram(samples);
  const power: Matrix = { data: magnitude.data.map((value) => value * value), shape: magnitude.shape };
  const short = spectrogram(samples, { nFft: 512, hopLength: 256 });
  for (const [key, matrix] of [
    ['stft_2048_512', magnitude],
    ['stft_512_256', short],
  ] as const) {
    const entry = golden[key];
    const stftTolerance = { atol: 1e-6 * entry.max };
    compare(`${key} shape`, matrix.shape, entry.shape, {});
    compare(`${key} sum`, sum(matrix), entry.sum, { rtol: 1e-6 });
    compare(`${key} max`, max(matrix), entry.max, { rtol: 1e-6 });
    entry.frames.forEach((frame: number, i: number) => {
      compare(`${key} frame ${frame}`, column(matrix, frame, entry.bin_step), entry.columns[i], stftTolerance);
    });
    if (entry.mid_column) {
      compare(`${key} middle`, column(matrix, entry.mid_frame, entry.mid_bin_step), entry.mid_column, stftTolerance);
      compare(`${key} power sum`, sum(power), entry.power_sum, { rtol: 1e-6 });
    }
  }

  const decibel = { atol: 1e-4 };
  for (const [key, matrix] of [
    ['power_to_db_ref1', powerToDb(power)],
    ['power_to_db_refmax', powerToDb(power, { ref: 'max', topDb: 80 })],
    ['amplitude_to_db_refmax', amplitudeToDb(magnitude, { ref: 'max', topDb: 80 })],
    ['amplitude_to_db_refmax', decibelSpectrogram(samples, { ref: 'max' })],
    ['amplitude_to_db_refmax_512_256', amplitudeToDb(short, { ref: 'max' })],
  ] as const) {
    const entry = golden[key];
    compare(`${key} mean`, sum(matrix) / matrix.data.length, entry.mean, decibel);
    compare(`${key} min`, min(matrix), entry.min, decibel);
    compare(`${key} max`, max(matrix), entry.max, decibel);
    compare(`${key} column`, column(matrix, entry.frame, entry.bin_step), entry.column, decibel);
    const atFloor = matrix.data.filter((value) => value <= entry.min + 1e-5).length;
    compare(`${key} count at min`, atFloor, entry.count_at_min, { atol: 2 });
  }

  const mel = melSpectrogram(samples, sampleRate);
  compare('melspectrogram shape', mel.shape, golden.melspectrogram.shape, {});
  compare('melspectrogram mean', rowMeans(mel), golden.melspectrogram.mean_over_time, { rtol: 1e-5, atol: 1e-12 });
  compare('melspectrogram sum', sum(mel), golden.melspectrogram.sum, { rtol: 1e-5 });
  compare(
    'melspectrogram frame',
    column(mel, golden.melspectrogram.mid_frame, 4),
    golden.melspectrogram.mid_frame_every_4th_band,
    { rtol: 1e-5, atol: 1e-8 * golden.melspectrogram.max },
  );
  const melDb = powerToDb(mel, { ref: 'max' });
  compare('mel_db mean', sum(melDb) / melDb.data.length, golden.mel_db_refmax.mean, decibel);
  compare(
    'mel_db band means',
    rowMeans(melDb).filter((_, band) => band % 8 === 0),
    golden.mel_db_refmax.mean_over_time_every_8th_band,
    decibel,
  );

  const cepstrum = mfcc(samples, sampleRate, { nMfcc: 40 });
  compare('mfcc40 shape', cepstrum.shape, golden.mfcc40.shape, {});
  compare('mfcc40 mean', rowMeans(cepstrum), golden.mfcc40.mean_over_time, { atol: 1e-3 });
  compare('mfcc40 frame', column(cepstrum, golden.mfcc40.mid_frame), golden.mfcc40.mid_frame_value, { atol: 1e-3 });

  const fixed = { atol: 1e-5 };
  const tuningPower: number = golden.tuning.power;
  const tuningMagnitude: number = golden.tuning.magnitude;
  // A last-digit difference in one peak may move a fragile tuning to any other place (see `fragile_note`).
  if (!golden.tuning.power_fragile) {
    compare('tuning power', estimateTuning(power, sampleRate), tuningPower, { atol: 1e-9 });
  }
  if (!golden.tuning.magnitude_fragile) {
    compare('tuning magnitude', estimateTuning(magnitude, sampleRate), tuningMagnitude, { atol: 1e-9 });
    compare('tuning of samples', estimateTuning(samples, sampleRate), golden.tuning.y, { atol: 1e-9 });
  }
  const chroma = (input: Float32Array | Matrix, tuning: number): Matrix => chromaStft(input, sampleRate, { tuning });
  const chroma0 = chroma(samples, 0);
  compare('chroma_stft shape', chroma0.shape, golden.chroma_stft.shape, {});
  compare('chroma_stft mean', rowMeans(chroma(samples, tuningPower)), golden.chroma_stft.mean_over_time, fixed);
  compare('chroma_stft_tuning0 mean', rowMeans(chroma0), golden.chroma_stft_tuning0.mean_over_time, fixed);
  compare(
    'chroma_stft_tuning0 frame',
    column(chroma0, golden.chroma_stft_tuning0.mid_frame),
    golden.chroma_stft_tuning0.mid_frame_value,
    fixed,
  );
  const chromaMagnitude = chroma(magnitude, tuningMagnitude);
  compare(
    'chroma_stft_S_magnitude mean',
    rowMeans(chromaMagnitude),
    golden.chroma_stft_S_magnitude.mean_over_time,
    fixed,
  );
  compare(
    'chroma_stft_S_magnitude_tuning0 mean',
    rowMeans(chroma(magnitude, 0)),
    golden.chroma_stft_S_magnitude_tuning0.mean_over_time,
    fixed,
  );

  const contrast = spectralContrast(samples, sampleRate);
  compare('spectral_contrast shape', contrast.shape, golden.spectral_contrast.shape, {});
  compare('spectral_contrast mean', rowMeans(contrast), golden.spectral_contrast.mean_over_time, { atol: 1e-4 });
  compare(
    'spectral_contrast frame',
    column(contrast, golden.spectral_contrast.mid_frame),
    golden.spectral_contrast.mid_frame_value,
    { atol: 1e-4 },
  );

  const centroids = tonnetz(chroma0);
  const entry = golden.tonnetz_chroma_stft_tuning0;
  compare('tonnetz shape', centroids.shape, entry.shape, {});
  compare('tonnetz mean', rowMeans(centroids), entry.mean_over_time, fixed);
  compare('tonnetz frame', column(centroids, golden.chroma_stft_tuning0.mid_frame), entry.mid_frame_value, fixed);
  compare(
    'tonnetz_chroma_stft mean',
    rowMeans(tonnetz(chroma(samples, tuningPower))),
    golden.tonnetz_chroma_stft.mean_over_time,
    fixed,
  );
  compare(
    'tonnetz_chroma_stft_S_magnitude mean',
    rowMeans(tonnetz(chromaMagnitude)),
    golden.tonnetz_chroma_stft_S_magnitude.mean_over_time,
    fixed,
  );

  const vector = featureVector(samples, sampleRate, {
    groups: ['mfcc', 'chroma', 'mel', 'contrast', 'tonnetz'],
    tuning: tuningMagnitude,
  }).values;
  compare('vector193 length', vector.length, golden.vector193_checks.length, {});
  compare(
    'vector193 sum',
    vector.reduce((a, b) => a + b, 0),
    golden.vector193_checks.sum,
    { atol: 5e-3, rtol: 1e-6 },
  );
  compare('vector193 l2', Math.hypot(...vector), golden.vector193_checks.l2, { atol: 1e-3, rtol: 1e-6 });

  const harmonicPart = harmonic(samples);
  const { harmonic: h } = golden;
  compare('harmonic length', harmonicPart.length, h.length, {});
  compare('harmonic energy', energy(harmonicPart), h.energy, { rtol: 1e-5 });
  compare('harmonic middle', harmonicPart.subarray(h.mid_start, h.mid_start + 16), h.mid_16, { atol: 1e-6 });
  compare('percussive energy', energy(percussive(samples)), h.percussive_energy, { rtol: 1e-5 });

  // The golden files say the tuning that librosa found of the harmonic part, not the one of the samples.
  const { chroma_cqt_harmonic: cqtGolden } = golden;
  const chromaOfHarmonic = chromaCqt(harmonicPart, sampleRate, { tuning: cqtGolden.tuning_used });
  const noise = { atol: cqtTolerances[golden.name ?? golden.file] ?? 1e-5 };
  compare('tonnetz_cqt_harmonic shape', tonnetz(chromaOfHarmonic).shape, golden.tonnetz_cqt_harmonic.shape, {});
  compare('chroma_cqt_harmonic mean', rowMeans(chromaOfHarmonic), cqtGolden.mean_over_time, noise);
  compare(
    'tonnetz_cqt_harmonic mean',
    rowMeans(tonnetz(chromaOfHarmonic)),
    golden.tonnetz_cqt_harmonic.mean_over_time,
    noise,
  );
  const chromaOfSamples = chromaCqt(samples, sampleRate);
  compare('tonnetz_cqt_y mean', rowMeans(tonnetz(chromaOfSamples)), golden.tonnetz_cqt_y.mean_over_time, noise);

  const binWidth = sampleRate / 2048;
  for (const [key, matrix, tolerance] of [
    ['rms', rms(samples), { atol: 1e-9, rtol: 1e-6 }],
    ['zero_crossing_rate', zeroCrossingRate(samples), { atol: 1e-8 }],
    ['spectral_centroid', spectralCentroid(samples, sampleRate), { rtol: 1e-6 }],
    ['spectral_rolloff', spectralRolloff(samples, sampleRate), { atol: binWidth }],
  ] as const) {
    const values = golden[key];
    compare(`${key} frames`, matrix.shape, [1, values.frames], {});
    compare(`${key} mean`, sum(matrix) / matrix.data.length, values.mean, tolerance);
    compare(`${key} max`, max(matrix), values.max, tolerance);
    compare(`${key} min`, min(matrix), values.min, tolerance);
    compare(`${key} middle`, matrix.data[mid], values.mid_frame_value, tolerance);
  }
  return list;
}

function energy(samples: Float32Array): number {
  return samples.reduce((total, value) => total + value * value, 0);
}

function sum({ data }: Matrix): number {
  return data.reduce((total, value) => total + value, 0);
}

function max({ data }: Matrix): number {
  return data.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

function min({ data }: Matrix): number {
  return data.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function column({ data, shape: [rows, columns] }: Matrix, index: number, step = 1): number[] {
  return Array.from({ length: Math.ceil(rows / step) }, (_, i) => data[i * step * columns + index]);
}

function rowMeans({ data, shape: [rows, columns] }: Matrix): number[] {
  return Array.from(
    { length: rows },
    (_, row) => data.subarray(row * columns, (row + 1) * columns).reduce((total, value) => total + value, 0) / columns,
  );
}
