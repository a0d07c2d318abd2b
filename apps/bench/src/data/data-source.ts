import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type Emotion, RavdessError, type Recording } from '@aver/ravdess';
import { listRecordings } from '@aver/ravdess/node';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { CommandError } from '../command-error.js';

/** Where recordings come from: plain data, so that a worker can be told. */
export type DataSource = ({ kind: 'path'; path: string } | { kind: 'synthetic'; small: boolean }) & {
  /** How the source was chosen, for the reader. */
  chosenBy: string;
};

/** Recordings at hand. */
export interface Data {
  /** For the reader: the folder's or archive's name, or `synthetic`. */
  name: string;
  recordings: Recording[];
  /** What was found and could not be used, and why. */
  leftOut: LeftOut[];
  close(): Promise<void>;
}

/** A recording that cannot be used. */
export interface LeftOut {
  name: string;
  reason: string;
}

/**
 * Decides where the recordings come from: the option, else the variable AVER_RAVDESS, else the built-in corpus.
 *
 * @param option The value of `--data`: a path, or `synthetic`.
 * @param small Whether the built-in corpus is the small one (192 recordings in place of 672 for four emotions).
 * @throws CommandError when a named path does not exist.
 */
export function chooseDataSource(option: string | undefined, small: boolean): DataSource {
  const variable = process.env.AVER_RAVDESS;
  const [wanted, chosenBy] = option
    ? [option, '--data']
    : variable
      ? [variable, 'AVER_RAVDESS']
      : ['synthetic', 'default'];
  if (wanted === 'synthetic') return { kind: 'synthetic', small, chosenBy };
  const path = resolve(wanted);
  if (!existsSync(path)) {
    throw new CommandError(
      `${chosenBy}: expected a folder or zip with RAVDESS recordings, or "synthetic"; ${wanted} does not exist`,
      2,
    );
  }
  return { kind: 'path', path, chosenBy };
}

/**
 * Lists the recordings of a source that show one of the emotions.
 *
 * @throws CommandError when there is nothing to use, in one line.
 */
export async function openData(source: DataSource, emotions: readonly Emotion[]): Promise<Data> {
  if (source.kind === 'synthetic') {
    const options = source.small ? { intensities: ['normal' as const], repetitions: [1 as const] } : {};
    return {
      name: 'synthetic',
      recordings: syntheticRecordings({ emotions, ...options }),
      leftOut: [],
      close: async () => {},
    };
  }
  try {
    const { recordings, leftOut, close } = await listRecordings(source.path, { emotions });
    return { name: basename(source.path), recordings, leftOut, close };
  } catch (error) {
    if (error instanceof RavdessError) throw new CommandError(error.message, 2, { cause: error });
    throw error;
  }
}
