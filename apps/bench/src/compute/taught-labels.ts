import { mulberry32 } from '@aver/random';
import type { SplitItem } from './split-trial.js';
import type { Trial } from './trial.js';

/** Values of recordings or their labels, recordings first. */
interface Rows {
  data: Float32Array;
  shape: number[];
}

/** Pictures are bytes. */
interface Values {
  data: Float32Array | Uint8Array;
  shape: number[];
}

/** What teaches: answers for the second rows after learning from the first ones. */
export type Teacher = (
  learned: { x: Rows; y: Rows; items: SplitItem[] },
  asked: Rows,
  seed: number,
) => Promise<Float32Array>;

/**
 * Labels that are, for a share, what teachers answer who did not learn from the recording: the recordings are divided into
 * folds, by speaker where the trial's split is by speaker, and each fold is answered for by teachers of the others. So
 * an ensemble is distilled into one network without answers that were learned by heart.
 *
 * @param x Values of the recordings to train on, as the network is given them.
 * @param y Their labels, one-hot.
 * @see Hinton et al. 2015, "Distilling the Knowledge in a Neural Network"; the folds are ours.
 */
export async function taughtLabels(
  { training: { teachers }, split, seed }: Trial,
  items: SplitItem[],
  x: Values,
  y: Rows,
  teach: Teacher[],
): Promise<Rows> {
  if (!teachers) return y;
  const { folds, share } = teachers;
  const classes = y.shape[1];
  const foldOf = foldsOf(items, split.kind === 'speakers', folds, seed);
  const data = y.data.map((one) => (1 - share) * one);
  for (let fold = 0; fold < folds; fold++) {
    const [learned, asked] = [false, true].map((isAsked) => places(items, (i) => (foldOf(i) === fold) === isAsked));
    const part = { x: rowsAt(x, learned), y: rowsAt(y, learned), items: learned.map((i) => items[i]) };
    for (const [t, teacher] of teach.entries()) {
      const answers = await teacher(part, rowsAt(x, asked), (seed * folds + fold) * teach.length + t + 1);
      for (const [k, i] of asked.entries()) {
        for (let one = 0; one < classes; one++) {
          data[i * classes + one] += (share / teach.length) * answers[k * classes + one];
        }
      }
    }
  }
  return { data, shape: y.shape };
}

/** The fold of each recording: those of a speaker, or else of a content, have the same. */
function foldsOf(items: SplitItem[], bySpeaker: boolean, folds: number, seed: number): (i: number) => number {
  const key = ({ fields, fingerprint }: SplitItem) => (bySpeaker ? String(fields.speaker) : fingerprint);
  const keys = [...new Set(items.map(key))].sort();
  if (keys.length < folds) {
    throw new RangeError(
      `teachers: folds must be at most ${keys.length}, as many as can be told apart; received ${folds}`,
    );
  }
  const random = mulberry32(seed);
  for (let i = keys.length - 1; i > 0; i--) {
    const j = Math.floor((random() / 2 ** 32) * (i + 1));
    [keys[i], keys[j]] = [keys[j], keys[i]];
  }
  const folded = new Map(keys.map((one, i) => [one, i % folds]));
  return (i) => folded.get(key(items[i])) as number;
}

function places(items: SplitItem[], isWanted: (i: number) => boolean): number[] {
  return items.map((_, i) => i).filter(isWanted);
}

function rowsAt({ data, shape }: Values, rows: number[]): Rows {
  const size = data.length / shape[0];
  const picked = new Float32Array(rows.length * size);
  for (const [i, row] of rows.entries()) picked.set(data.subarray(row * size, (row + 1) * size), i * size);
  return { data: picked, shape: [rows.length, ...shape.slice(1)] };
}
