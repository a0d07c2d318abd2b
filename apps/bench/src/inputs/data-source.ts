import { existsSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import {
  type Corpus,
  type CorpusEmotion,
  type CorpusFields,
  type CorpusName,
  corpora,
  type Emotion,
  RavdessError,
  type Recording,
} from '@aver/ravdess';
import { archiveNames, listRecordings } from '@aver/ravdess/node';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { CommandError } from '../terminal/command-error.js';
import { cacheDirectory } from './input-cache.js';

/** Where recordings come from: plain data, so that a worker can be told. */
export type DataSource = (
  | { kind: 'path'; path: string; corpus: CorpusName }
  | { kind: 'synthetic'; small: boolean }
) & {
  /** How the source was chosen, for the reader. */
  chosenBy: string;
};

/** Recordings at hand. */
export interface Data {
  /** For the reader: the folder's or archive's name, or `synthetic`. */
  name: string;
  /** How they are named. */
  corpus: CorpusName;
  recordings: Recording<CorpusFields>[];
  /** What was found and could not be used, and why. */
  leftOut: LeftOut[];
  close(): Promise<void>;
}

/** A recording that cannot be used. */
export interface LeftOut {
  name: string;
  reason: string;
}

/** Where `aver-bench fetch` leaves archives unless told otherwise. */
export function archiveDirectory(): string {
  return join(cacheDirectory(), 'ravdess');
}

/**
 * Decides where the recordings come from: the option, else the variable AVER_RAVDESS, else the speech archive that was
 * fetched, else the built-in corpus. Another corpus than RAVDESS comes from the option alone.
 *
 * @param option The value of `--data`: a path, or `synthetic`.
 * @param small Whether the built-in corpus is the small one (192 recordings in place of 672 for four emotions).
 * @param corpus The value of `--corpus`.
 * @throws CommandError when a named path does not exist, or another corpus has no path.
 */
export function chooseDataSource(
  option: string | undefined,
  small: boolean,
  corpus: CorpusName = 'ravdess',
): DataSource {
  const { title } = corpora[corpus];
  if (corpus !== 'ravdess' && (!option || option === 'synthetic')) {
    throw new CommandError(
      `--corpus ${corpus}: expected --data with a folder or zip of ${title} recordings; received ${option || 'none'}`,
      2,
    );
  }
  const [wanted, chosenBy] = option
    ? [option, '--data']
    : process.env.AVER_RAVDESS
      ? [process.env.AVER_RAVDESS, 'AVER_RAVDESS']
      : (fetchedArchive() ?? ['synthetic', 'default']);
  if (wanted === 'synthetic') return { kind: 'synthetic', small, chosenBy };
  const path = resolve(wanted);
  if (!existsSync(path)) {
    const orSynthetic = corpus === 'ravdess' ? ', or "synthetic"' : '';
    throw new CommandError(
      `${chosenBy}: expected a folder or zip with ${title} recordings${orSynthetic}; ${wanted} does not exist`,
      2,
    );
  }
  return { kind: 'path', path, corpus, chosenBy };
}

/** What `--data` is to be given for a source. */
export function dataArgument(source: DataSource): string {
  return source.kind === 'synthetic' ? 'synthetic' : relative('.', source.path) || '.';
}

/** It has its final name only when it is whole and its checksum is right. */
function fetchedArchive(): [string, string] | undefined {
  const path = join(archiveDirectory(), archiveNames.speech);
  return existsSync(path) ? [path, 'fetched'] : undefined;
}

/**
 * Lists the recordings of a source that show one of the emotions.
 *
 * @throws CommandError when the corpus has not such an emotion, or there is nothing to use, in one line.
 */
export async function openData(source: DataSource, emotions: readonly CorpusEmotion[]): Promise<Data> {
  const corpus: Corpus = corpora[source.kind === 'path' ? source.corpus : 'ravdess'];
  const unknown = emotions.find((emotion) => !corpus.emotions.includes(emotion));
  if (unknown) {
    throw new CommandError(
      `--emotions: expected emotions of ${corpus.title}: ${corpus.emotions.join(', ')}; received ${unknown}`,
      2,
    );
  }
  if (source.kind === 'synthetic') {
    const options = source.small ? { intensities: ['normal' as const], repetitions: [1 as const] } : {};
    const recordings = syntheticRecordings({ emotions: emotions as readonly Emotion[], ...options });
    return {
      name: 'synthetic',
      corpus: 'ravdess',
      recordings: recordings.map((one) => ({ ...one, fields: { ...one.fields, speaker: one.fields.actor } })),
      leftOut: [],
      close: async () => {},
    };
  }
  try {
    const { recordings, leftOut, close } = await listRecordings(source.path, { corpus, emotions });
    return { name: basename(source.path), corpus: source.corpus, recordings, leftOut, close };
  } catch (error) {
    if (error instanceof RavdessError) throw new CommandError(error.message, 2, { cause: error });
    throw error;
  }
}
