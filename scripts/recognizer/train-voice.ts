import type { Standardization } from '@aver/models';
import { standardization, trainModel, voiceNetwork } from '@aver/models';
import { createOptimizer } from '@aver/optim';
import { mulberry32 } from '@aver/random';
import type { SpeakerInput } from '@aver/recognizer';
import { mixup, voiceFeatureCount } from '@aver/spectrogram';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { FeatureTable } from './features.js';

/** What is trained with; chosen on folds inside the training speakers, see docs/decisions. */
export interface Recipe {
  hiddenUnits: number;
  inputDropoutRate: number;
  dropoutRate: number;
  steps: number;
  batchSize: number;
  learningRate: number;
  weightDecay: number;
  labelSmoothing: number;
  mixup: number;
  /** n recordings of a speaker count n / (n + shrink). */
  shrink: number;
}

export const recipe: Recipe = {
  hiddenUnits: 128,
  inputDropoutRate: 0.3,
  dropoutRate: 0.5,
  steps: 6000,
  batchSize: 64,
  learningRate: 2e-3,
  weightDecay: 1e-2,
  labelSmoothing: 0.1,
  mixup: 0.2,
  shrink: 2,
};

/** A trained network and how it is to be asked. */
export interface Voice {
  model: LayersModel;
  standardization: Standardization;
  speaker: SpeakerInput;
}

/** How a sound's speaker is made known: nobody, so many recordings at random, or so many neutral ones. */
export interface Calibration {
  recordings: number;
  usual: boolean;
}

/** What stands in for `calibrate` in training and evaluation: recordings of the same speaker, of speech or of song, others than the one asked. */
export function speakerMeans(table: FeatureTable, rows: number[], seed: number) {
  const groups = new Map<string, number[]>();
  const key = (row: number) => `${table.sounds[row].speaker} ${table.sounds[row].sung}`;
  for (const row of rows) {
    if (table.sounds[row].copy === 0) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  }
  const random = numbers(seed);
  const mean = (chosen: number[]) => meanOf(table, chosen);
  return {
    /** Undefined where there is no other recording. */
    of(row: number, { recordings, usual }: Calibration): { mean: Float64Array; recordings: number } | undefined {
      const { name } = table.sounds[row];
      const others = (groups.get(key(row)) ?? []).filter(
        (one) => table.sounds[one].name !== name && (!usual || table.sounds[one].label === 'neutral'),
      );
      for (let i = 0; i < Math.min(recordings, others.length); i++) {
        const j = i + Math.floor(random() * (others.length - i));
        [others[i], others[j]] = [others[j], others[i]];
      }
      const chosen = others.slice(0, recordings);
      return chosen.length ? { mean: mean(chosen), recordings: chosen.length } : undefined;
    },
    /** By how much a speaker's mean over all emotions is above that of the neutral ones: the mean over speakers. */
    usualShift(): Float64Array {
      const shift = new Float64Array(voiceFeatureCount);
      let count = 0;
      for (const all of groups.values()) {
        const neutral = all.filter((row) => table.sounds[row].label === 'neutral');
        if (neutral.length === 0 || neutral.length === all.length) continue;
        const [whole, usual] = [mean(all), mean(neutral)];
        for (let i = 0; i < shift.length; i++) shift[i] += whole[i] - usual[i];
        count++;
      }
      return shift.map((value) => (count ? value / count : 0));
    },
  };
}

/**
 * How often a recording of a corpus is taken in an epoch, each time with another calibration: so often that no corpus counts
 * for more than the others, and as it was recorded more often than perturbed.
 */
function drawsOf({ sounds }: FeatureTable, rows: number[]): Record<string, { asRecorded: number; perturbed: number }> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const { corpus, copy } = sounds[row];
    if (corpus !== 'noise' && copy === 0) counts.set(corpus, (counts.get(corpus) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return Object.fromEntries(
    [...counts].map(([corpus, count]) => {
      const asRecorded = Math.round((3 * most) / count);
      return [corpus, { asRecorded, perturbed: Math.round(asRecorded / 3) }];
    }),
  );
}

/** In training: half of the sounds are nobody's in particular. */
const trainingCalibrations: (Calibration | undefined)[] = [
  ...[undefined, undefined],
  { recordings: 2, usual: true },
  { recordings: 4, usual: true },
  { recordings: 2, usual: false },
  { recordings: 8, usual: false },
];

/**
 * Trains a voice network.
 *
 * @param rows Which sounds of the table it may see.
 * @param labels The emotions; noises are one class more.
 * @param seed Decides all.
 */
export async function trainVoice(
  table: FeatureTable,
  rows: number[],
  labels: readonly string[],
  seed: number,
  chosen = recipe,
): Promise<Voice> {
  const voices = rows.filter((row) => table.sounds[row].corpus !== 'noise');
  const clean = voices.filter((row) => table.sounds[row].copy === 0);
  const size = voiceFeatureCount;
  const { mean, deviation } = standardization({ data: gathered(table, clean), shape: [clean.length, size] });
  // Half a deviation: in front of the network's tanh, what was heard in training stays where it is nearly straight.
  const scale = { mean: [...mean], deviation: Array.from(deviation, (one) => 2 * one) };
  const means = speakerMeans(table, voices, seed);
  const shift = means.usualShift();
  const speaker = { shrink: chosen.shrink, usualShift: Array.from(shift, (one, i) => one / scale.deviation[i]) };

  const random = numbers(seed + 1);
  const draws = drawsOf(table, rows);
  const pairs: { row: number; calibration?: Calibration }[] = rows.flatMap((row) => {
    const { corpus, copy } = table.sounds[row];
    if (corpus === 'noise') return [{ row }];
    const first = Math.floor(random() * trainingCalibrations.length);
    return Array.from({ length: copy ? draws[corpus].perturbed : draws[corpus].asRecorded }, (_, i) => ({
      row,
      calibration: trainingCalibrations[(first + i) % trainingCalibrations.length],
    }));
  });
  const x = new Float32Array(pairs.length * 2 * size);
  for (const [i, { row, calibration }] of pairs.entries()) {
    x.set(
      networkInput(
        table,
        row,
        { standardization: scale, speaker },
        calibration && means.of(row, calibration),
        calibration?.usual,
      ),
      i * 2 * size,
    );
  }
  const classes = labels.length + 1;
  const y = new Float32Array(pairs.length * classes);
  for (const [i, { row }] of pairs.entries()) {
    const { corpus, label } = table.sounds[row];
    y[i * classes + (corpus === 'noise' ? labels.length : labels.indexOf(label))] = 1;
  }

  const model = voiceNetwork({
    inputLength: 2 * size,
    hiddenUnits: chosen.hiddenUnits,
    inputDropoutRate: chosen.inputDropoutRate,
    dropoutRate: chosen.dropoutRate,
    classes,
    seed,
  });
  const perEpoch = Math.ceil(pairs.length / chosen.batchSize);
  const epochs = Math.max(1, Math.round(chosen.steps / perEpoch));
  const optimizer = createOptimizer({
    ...{ name: 'adam', form: 'keras', learningRate: chosen.learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    weightDecay: chosen.weightDecay,
    schedule: { kind: 'cosine', steps: epochs * perEpoch, warmup: 50 },
  });
  await trainModel(model, {
    x: { data: x, shape: [pairs.length, 2 * size] },
    y: { data: y, shape: [pairs.length, classes] },
    optimizer,
    batchSize: chosen.batchSize,
    epochs,
    seed,
    classWeights: 'balanced',
    labelSmoothing: chosen.labelSmoothing,
    augment: (batchX, batchY, batchSeed) =>
      mixup(batchX, batchY, { samples: batchY.length / classes, alpha: chosen.mixup, seed: batchSeed }),
  });
  optimizer.dispose();
  return { model, standardization: scale, speaker };
}

/** What the network is given of a row, standardised: the sound, and behind it the sound less how its speaker usually sounds. */
export function networkInput(
  { values }: FeatureTable,
  row: number,
  { standardization: { mean, deviation }, speaker }: Pick<Voice, 'standardization' | 'speaker'>,
  known?: { mean: Float64Array; recordings: number },
  usual = false,
): Float32Array {
  const size = mean.length;
  const x = new Float32Array(2 * size);
  const share = known ? known.recordings / (known.recordings + speaker.shrink) : 0;
  for (let i = 0; i < size; i++) {
    x[i] = (values[row * size + i] - mean[i]) / deviation[i];
    const offset = known ? (known.mean[i] - mean[i]) / deviation[i] + (usual ? speaker.usualShift[i] : 0) : 0;
    x[size + i] = x[i] - share * offset;
  }
  return x;
}

function gathered({ values }: FeatureTable, rows: number[]): Float32Array {
  const size = voiceFeatureCount;
  const data = new Float32Array(rows.length * size);
  for (const [i, row] of rows.entries()) data.set(values.subarray(row * size, (row + 1) * size), i * size);
  return data;
}

function meanOf({ values }: FeatureTable, rows: number[]): Float64Array {
  const size = voiceFeatureCount;
  const mean = new Float64Array(size);
  for (const row of rows) for (let i = 0; i < size; i++) mean[i] += values[row * size + i] / rows.length;
  return mean;
}

/** Numbers in [0, 1) that a seed decides. */
export function numbers(seed: number): () => number {
  const next = mulberry32(seed);
  return () => next() / 2 ** 32;
}
