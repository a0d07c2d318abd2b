import { predictProbabilities } from '@aver/models';
import { emoboxFolds } from '../../packages/ravdess/src/splits/emobox-folds.js';
import type { FeatureTable, Sound } from './features.js';
import { noiseFamilies } from './noises.js';
import {
  type Calibration,
  networkInput,
  type Recipe,
  recipe,
  speakerMeans,
  trainVoice,
  type Voice,
} from './train-voice.js';

/** What a network said of a sound whose speaker it had not heard. */
export interface Heard {
  row: number;
  /** Of the emotions, and last of no voice. */
  probabilities: number[];
}

/** How the speaker is made known in the tables. */
export const calibrations: Record<string, Calibration | undefined> = {
  none: undefined,
  '2 usual': { recordings: 2, usual: true },
  '4 usual': { recordings: 4, usual: true },
  '2 any': { recordings: 2, usual: false },
  '4 any': { recordings: 4, usual: false },
  '8 any': { recordings: 8, usual: false },
  all: { recordings: 1000, usual: false },
};

/** Which of six folds a sound is tested in: by its speaker, a noise by its family. */
export function foldOf({ corpus, speaker, label }: Sound): number {
  if (corpus === 'noise') return Object.keys(noiseFamilies).indexOf(label) % 6;
  const number = Number(speaker.split(' ')[1]);
  if (corpus === 'ravdess') return emoboxFolds.findIndex((actors) => (actors as readonly number[]).includes(number));
  return ['EB0', 'IC0', 'KD0', 'KS0', 'MK0', 'MP0', 'SM0', 'TP0', 'WR0'].indexOf(speaker.split(' ')[1]) % 6;
}

/** Asks a network about rows of the table. */
export async function ask(
  voice: Voice,
  table: FeatureTable,
  rows: number[],
  calibration: Calibration | undefined,
  seed: number,
): Promise<Heard[]> {
  const means = speakerMeans(table, rows, seed);
  const size = 2 * voice.standardization.mean.length;
  const x = new Float32Array(rows.length * size);
  for (const [i, row] of rows.entries()) {
    const known = calibration && table.sounds[row].corpus !== 'noise' ? means.of(row, calibration) : undefined;
    x.set(networkInput(table, row, voice, known, calibration?.usual), i * size);
  }
  const { data } = await predictProbabilities(voice.model, { data: x, shape: [rows.length, size] });
  const classes = data.length / rows.length;
  return rows.map((row, i) => ({ row, probabilities: Array.from(data.subarray(i * classes, (i + 1) * classes)) }));
}

/** Trains six networks, each without the speakers of its fold, and asks each about these. */
export async function speakerFolds(
  table: FeatureTable,
  labels: readonly string[],
  seed: number,
  keep: (sound: Sound) => boolean,
  report: (line: string) => void,
  chosen: Recipe = recipe,
): Promise<Record<string, Heard[]>> {
  const heard: Record<string, Heard[]> = Object.fromEntries(Object.keys(calibrations).map((name) => [name, []]));
  const all = table.sounds.map((_, row) => row).filter((row) => keep(table.sounds[row]));
  for (let fold = 0; fold < 6; fold++) {
    const started = performance.now();
    const voice = await trainVoice(
      table,
      all.filter((row) => foldOf(table.sounds[row]) !== fold),
      labels,
      seed,
      chosen,
    );
    const test = all.filter((row) => foldOf(table.sounds[row]) === fold && table.sounds[row].copy === 0);
    for (const [name, calibration] of Object.entries(calibrations)) {
      heard[name].push(...(await ask(voice, table, test, calibration, seed)));
    }
    voice.model.dispose();
    report(`seed ${seed}, fold ${fold + 1} of 6: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  return heard;
}

/** The emotion that is most probable. */
export function emotionOf({ probabilities }: Heard, labels: readonly string[]): string {
  const own = probabilities.slice(0, labels.length);
  return labels[own.indexOf(Math.max(...own))];
}

/** Unweighted average recall of the emotions that are among what was heard. */
export function recallOf(table: FeatureTable, heard: Heard[], labels: readonly string[]): number {
  const recalls = labels.flatMap((label) => {
    const own = heard.filter(({ row }) => table.sounds[row].label === label);
    return own.length === 0 ? [] : own.filter((one) => emotionOf(one, labels) === label).length / own.length;
  });
  return recalls.reduce((sum, one) => sum + one, 0) / recalls.length;
}

/** Probabilities of the emotions, given a voice, at a temperature. */
export function tempered({ probabilities }: Heard, labels: readonly string[], temperature: number): number[] {
  const powers = probabilities.slice(0, labels.length).map((one) => one ** (1 / temperature));
  const sum = powers.reduce((total, one) => total + one, 0);
  return powers.map((one) => one / sum);
}

/** The temperature with the least log loss. */
export function bestTemperature(table: FeatureTable, heard: Heard[], labels: readonly string[]): number {
  const loss = (temperature: number) =>
    heard.reduce((sum, one) => {
      const p = tempered(one, labels, temperature)[labels.indexOf(table.sounds[one.row].label)];
      return sum - Math.log(Math.max(p, 1e-7));
    }, 0);
  let best = 1;
  for (let temperature = 0.3; temperature <= 3; temperature += 0.02)
    if (loss(temperature) < loss(best)) best = temperature;
  return Number(best.toFixed(2));
}

/** Expected calibration error in ten bins of equal width. */
export function calibrationError(
  table: FeatureTable,
  heard: Heard[],
  labels: readonly string[],
  temperature: number,
): number {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, right: 0, sure: 0 }));
  for (const one of heard) {
    const sure = Math.max(...tempered(one, labels, temperature));
    const bin = bins[Math.min(9, Math.floor(10 * sure))];
    bin.count++;
    bin.sure += sure;
    if (emotionOf(one, labels) === table.sounds[one.row].label) bin.right++;
  }
  return bins.reduce((sum, { right, sure }) => sum + Math.abs(right - sure), 0) / heard.length;
}
