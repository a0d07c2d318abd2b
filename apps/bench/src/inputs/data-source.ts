import { existsSync } from 'node:fs';
import { basename, delimiter, join, relative, resolve } from 'node:path';
import {
  type Corpus,
  type CorpusFields,
  type Emotion,
  RavdessError,
  type Recording,
  type RecordingFields,
} from '@aver/ravdess';
import { archiveNames, folderLabels, listRecordings } from '@aver/ravdess/node';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { type CorpusId, corpusOf, type Labels, nameOf, type OneCorpus } from '../compute/corpus-of.js';
import { CommandError } from '../terminal/command-error.js';
import { cacheDirectory } from './input-cache.js';

/** Where recordings come from, and which of them: plain data, so that a worker can be told. */
export type DataSource = (
  | ({ kind: 'path'; paths: readonly string[]; corpus: OneCorpus } & Choice)
  // One corpus to learn from, and one to test.
  | { kind: 'pair'; train: DataSource; test: DataSource; corpus: CorpusId }
  | { kind: 'synthetic'; small: boolean; labels?: Labels; auxiliary?: string[] }
) & {
  /** How the source was chosen, for the reader. */
  chosenBy: string;
};

/** Which recordings, where it is not all that are there in sound alone, and what their labels are called. */
export interface Choice {
  /** Speech or song; absent: what is there. */
  channels?: VocalChannel;
  /** Of which kind of recording the sound is; absent: of those of sound alone. */
  modality?: Modality;
  /** What labels of the files are called; absent: what the files call them. */
  labels?: Labels;
  /** Labels to learn beside those that are answered; absent: none. */
  auxiliary?: string[];
}

type VocalChannel = RecordingFields['vocalChannel'];
type Modality = RecordingFields['modality'];

/** Recordings at hand. */
export interface Data {
  /** For the reader: the names of folders and archives, or `synthetic`. */
  name: string;
  /** How they are named. */
  corpus: CorpusId;
  /** What labels of the files are called, where it is not what the files call them. */
  labels?: Labels;
  /** Labels of recordings that are there to learn from alone. */
  auxiliary?: string[];
  recordings: Recording<CorpusFields<string>>[];
  /** What was found and could not be used, and why. */
  leftOut: LeftOut[];
  close(): Promise<void>;
}

/** A recording that cannot be used. */
export interface LeftOut {
  name: string;
  reason: string;
  /** Whether its content, and not the disk, is the reason: then it need not be tried again. */
  lasting?: true;
}

/** Where `aver-bench fetch` leaves archives unless told otherwise. */
export function archiveDirectory(): string {
  return join(cacheDirectory(), 'ravdess');
}

/**
 * Decides where the recordings come from: the option, else the variable AVER_RAVDESS, else the archives that were
 * fetched, else the built-in corpus. Another corpus than RAVDESS comes from the option alone.
 *
 * @param option What `--data` was given: one path or several, or `synthetic`.
 * @param small Whether the built-in corpus is the small one (192 recordings in place of 672 for four emotions).
 * @param corpus The value of `--corpus`.
 * @param choice The values of `--channels`, `--modality` and `--auxiliary`, and names of labels; `testData`, where the corpus
 * is `A to B`: auxiliary labels are of A.
 * @throws CommandError when a named path does not exist, or another corpus has no path.
 */
export function chooseDataSource(
  option: string | readonly string[] | undefined,
  small: boolean,
  corpus: CorpusId = 'ravdess',
  { testData, ...choice }: Choice & { testData?: readonly string[] } = {},
): DataSource {
  if (testData) {
    const [learned, tested] = corpus.split(' to ') as [OneCorpus, OneCorpus];
    const train = chooseDataSource(option, small, learned, choice);
    const test = chooseDataSource(testData, small, tested, choice.labels && { labels: choice.labels });
    return { kind: 'pair', train, test, corpus, chosenBy: train.chosenBy };
  }
  return chooseOne(option, small, corpus as OneCorpus, choice);
}

function chooseOne(
  option: string | readonly string[] | undefined,
  small: boolean,
  corpus: OneCorpus,
  choice: Choice,
): DataSource {
  const { title } = corpusOf(corpus, ['label']);
  const named = typeof option === 'string' ? [option] : (option ?? []);
  const given = named.filter((path) => path !== '');
  if (corpus !== 'ravdess' && (given.length === 0 || given.includes('synthetic'))) {
    throw new CommandError(
      `--corpus ${corpus}: expected --data with a folder or zip of ${title} recordings; received ${given.join(', ') || 'none'}`,
      2,
    );
  }
  if (given.length < named.length) {
    throw new CommandError('--data: expected a folder or zip with recordings, or "synthetic"; received nothing', 2);
  }
  if (given.length > 1 && given.includes('synthetic')) {
    throw new CommandError(`--data: expected "synthetic" alone, or folders and zips; received ${given.join(', ')}`, 2);
  }
  const [wanted, chosenBy] =
    given.length > 0
      ? [given, '--data']
      : process.env.AVER_RAVDESS
        ? [process.env.AVER_RAVDESS.split(delimiter), 'AVER_RAVDESS']
        : fetchedArchives();
  const { labels, auxiliary } = choice;
  if (wanted[0] === 'synthetic') {
    return { kind: 'synthetic', small, chosenBy, ...(labels && { labels }), ...(auxiliary && { auxiliary }) };
  }
  const paths = wanted.map((path) => resolve(path));
  const missing = wanted.find((path) => !existsSync(path));
  if (missing !== undefined) {
    const orSynthetic = corpus === 'ravdess' ? ', or "synthetic"' : '';
    throw new CommandError(
      `${chosenBy}: expected a folder or zip with ${title} recordings${orSynthetic}; ${missing} does not exist`,
      2,
    );
  }
  return { kind: 'path', paths, corpus, ...choice, chosenBy };
}

/** What `--data` is to be given for a source, once or several times. */
export function dataArguments(source: DataSource): string[] {
  if (source.kind === 'pair') return dataArguments(source.train);
  return source.kind === 'synthetic' ? ['synthetic'] : source.paths.map((path) => relative('.', path) || '.');
}

/** They have their final names only when they are whole and their checksums right. */
function fetchedArchives(): [string[], string] {
  const paths = Object.values(archiveNames).map((name) => join(archiveDirectory(), name));
  const there = paths.filter((path) => existsSync(path));
  return there.length > 0 ? [there, 'fetched'] : [['synthetic'], 'default'];
}

/** How many recordings are spoken and how many sung; undefined where the corpus does not tell. */
export function countChannels(fields: CorpusFields<string>[]): Record<VocalChannel, number> | undefined {
  const channels = fields.flatMap((one) => (one as Partial<RecordingFields>).vocalChannel ?? []);
  if (channels.length === 0) return undefined;
  const speech = channels.filter((one) => one === 'speech').length;
  return { speech, song: channels.length - speech };
}

/**
 * Lists the recordings of a source that show one of the emotions, or of its auxiliary labels.
 *
 * @throws CommandError when the corpus has not such an emotion, or there is nothing to use, in one line.
 */
export async function openData(source: DataSource, emotions: readonly string[]): Promise<Data> {
  if (source.kind === 'pair') return openPair(source, emotions);
  const corpus = await openCorpus(source);
  const { labels, auxiliary = [] } = source;
  const known = [...new Set(corpus.emotions.map((label) => nameOf(label, labels)))];
  const both = auxiliary.find((label) => emotions.includes(label));
  if (both) throw new CommandError(`--auxiliary: expected none of --emotions; received ${both}`, 2);
  const wanted = [...emotions, ...auxiliary];
  const unknown = wanted.find((label) => !known.includes(label));
  if (unknown !== undefined) {
    throw new CommandError(
      `${emotions.includes(unknown) ? '--emotions' : '--auxiliary'}: expected emotions of ${corpus.title}: ${known.join(', ')}; received ${unknown}`,
      2,
    );
  }
  // What the files call them, until the recordings are there.
  const inFiles = corpus.emotions.filter((label) => wanted.includes(nameOf(label, labels)));
  const beside = { ...(labels && { labels }), ...(source.auxiliary && { auxiliary }) };
  if (source.kind === 'synthetic') {
    const options = source.small ? { intensities: ['normal' as const], repetitions: [1 as const] } : {};
    const recordings = syntheticRecordings({ emotions: inFiles as Emotion[], ...options });
    return {
      name: 'synthetic',
      corpus: 'ravdess',
      ...beside,
      recordings: recordings.map((one) =>
        renamed({ ...one, fields: { ...one.fields, speaker: one.fields.actor } }, labels),
      ),
      leftOut: [],
      close: async () => {},
    };
  }
  try {
    const { paths, channels, modality } = source;
    const { recordings, leftOut, close } = await listRecordings<CorpusFields<string>>(paths, {
      corpus,
      emotions: inFiles,
      ...(channels && { vocalChannels: [channels] }),
      ...(modality && { modalities: [modality] }),
    });
    const name = paths.map((path) => basename(path)).join(' + ');
    const named = recordings.map((one) => renamed(one, labels));
    return { name, corpus: source.corpus, ...beside, recordings: named, leftOut, close };
  } catch (error) {
    if (error instanceof RavdessError) throw new CommandError(error.message, 2, { cause: error });
    throw error;
  }
}

/** A recording under the name that its label has here; its file stays what it is called. */
function renamed(one: Recording<CorpusFields<string>>, labels: Labels | undefined): Recording<CorpusFields<string>> {
  return labels ? { ...one, fields: { ...one.fields, emotion: nameOf(one.fields.emotion, labels) } } : one;
}

/** The recordings of both, with the part that each belongs to before its name. */
async function openPair(
  { train, test, corpus }: Extract<DataSource, { kind: 'pair' }>,
  emotions: readonly string[],
): Promise<Data> {
  const learned = await openData(train, emotions);
  const tested = await openData(test, emotions).catch(async (error) => {
    await learned.close();
    throw error;
  });
  const named = <T extends { name: string }>(part: string, list: T[]) =>
    list.map((one) => ({ ...one, name: `${part}/${one.name}` }));
  return {
    name: `${learned.name} to ${tested.name}`,
    corpus,
    ...(learned.labels && { labels: learned.labels }),
    ...(learned.auxiliary && { auxiliary: learned.auxiliary }),
    recordings: [...named('train', learned.recordings), ...named('test', tested.recordings)],
    leftOut: [...named('train', learned.leftOut), ...named('test', tested.leftOut)],
    close: async () => {
      await learned.close();
      await tested.close();
    },
  };
}

/** The corpus of a source; of folders, every folder is a label, whether it is asked for or not. */
async function openCorpus(source: Exclude<DataSource, { kind: 'pair' }>): Promise<Corpus<CorpusFields<string>>> {
  if (source.kind === 'synthetic') return corpusOf('ravdess', []);
  if (source.corpus !== 'folders') return corpusOf(source.corpus, []);
  return corpusOf('folders', await labelsOf(source.paths));
}

/**
 * The labels of recordings in folders that are named after them, sorted.
 *
 * @throws CommandError when there are none, or a path cannot be read.
 */
export async function labelsOf(paths: readonly string[]): Promise<string[]> {
  try {
    const labels = [...new Set((await Promise.all(paths.map(folderLabels))).flat())].sort();
    if (labels.length > 0) return labels;
  } catch (error) {
    if (error instanceof RavdessError) throw new CommandError(error.message, 2, { cause: error });
    throw error;
  }
  throw new CommandError(
    `${paths.join(', ')}: expected folders of .wav files, named after their labels; found none`,
    2,
  );
}
