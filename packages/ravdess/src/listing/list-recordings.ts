import type { Corpus, CorpusEmotion, CorpusFields } from '../corpora/corpus.js';
import { ravdess } from '../corpora/ravdess.js';
import { filenameCodes } from '../naming/filename-codes.js';
import type { RecordingFields } from '../naming/recording-fields.js';
import { RavdessError } from '../ravdess-error.js';
import type { Recording } from '../recording.js';
import type { CorpusFile, LeftOut, Problem } from './corpus-files.js';
import { corpusReader } from './corpus-reader.js';
import { limitConcurrency } from './limit-concurrency.js';
import { openCorpora } from './open-corpus.js';
import { problemOf } from './reason-of.js';

/** Which recordings {@link listRecordings} lists. */
export interface ListRecordingsOptions<Label extends string = CorpusEmotion> {
  /**
   * Only these emotions or labels.
   * @default all of the corpus
   */
  emotions?: readonly Label[];
  /**
   * Only speech or only song, where the corpus has both, as RAVDESS does.
   * @default both
   */
  vocalChannels?: readonly RecordingFields['vocalChannel'][];
  /**
   * Sound alone, or also the sound of pictures, where the corpus has both, as RAVDESS does: the same take in another
   * modality is the same sound again. `takeOf` tells which belong together.
   * @default ['audio-only']
   */
  modalities?: readonly RecordingFields['modality'][];
}

/** What a folder or an archive holds. */
export interface RecordingList<Fields = RecordingFields> {
  /** The recordings asked for, sorted by name (by the characters' codes). */
  recordings: Recording<Fields>[];
  /** Every `.wav` file that cannot be used, every folder that cannot be read, and why; sorted by name. */
  leftOut: LeftOut[];
  /** How many files are no `.wav` files at all (READMEs, .DS_Store, videos) or are macOS's shadows of others. */
  otherFiles: number;
  /**
   * Waits for the reads under way and frees the archive; later reads reject with `CLOSED`. Not to call it costs one
   * file descriptor until the process ends, and does not keep it from ending.
   */
  close(): Promise<void>;
}

// Enough to keep the threads that read and unpack busy; what waits in memory stays small.
const FILES_AT_A_TIME = 8;

/**
 * Lists the recordings of a corpus, by default RAVDESS, in a folder, however nested, or in a zip archive such as the
 * official ones, which is read in place; or in several of these together. Archives in a folder, and in an archive,
 * belong to it: the two official ones side by side are speech and song.
 *
 * A recording's fingerprint comes from the archive's directory or from reading the file once; `read()` checks the
 * content against it. Of several files for one recording, the first by path is taken and the others are left out.
 * Files over 32 MiB and entries that are encrypted, links or named out of the archive are left out too. A damaged WAV
 * file is listed, and its `read()` rejects. Of an archive whose directory cannot be read, as after a download that was
 * cut, the recordings that are whole are listed, and the archive itself is among `leftOut`.
 *
 * @param path A folder or a zip archive, or several.
 * @param options Which recordings; `corpus`, one of `corpora` or your own, says how they are named.
 * @returns The recordings, what was left out, and how to close.
 * @throws TypeError when a path is no string; RangeError when an option is no list of known values.
 * @throws RavdessError `NOT_FOUND`, `UNREADABLE`, `NOT_A_CORPUS` when the path is neither folder nor archive,
 * `ARCHIVE_DAMAGED` when an archive's directory cannot be read and no entry is left, `NO_RECORDINGS` when nothing is left.
 *
 * @example
 * const { recordings, close } = await listRecordings('Audio_Speech_Actors_01-24.zip', { emotions: ['happy'] });
 * const { samples, sampleRate } = await recordings[0].read();
 * await close();
 */
export function listRecordings<Fields extends CorpusFields<string>>(
  path: string | readonly string[],
  options: ListRecordingsOptions<Fields['emotion']> & { corpus: Corpus<Fields> },
): Promise<RecordingList<Fields>>;
export function listRecordings(
  path: string | readonly string[],
  options?: ListRecordingsOptions,
): Promise<RecordingList>;
export async function listRecordings(
  path: string | readonly string[],
  { corpus = ravdess, ...options }: ListRecordingsOptions<string> & { corpus?: Corpus<CorpusFields<string>> } = {},
): Promise<RecordingList<unknown>> {
  return listCorpus(path, corpus, options);
}

async function listCorpus<Fields extends CorpusFields<string>>(
  path: string | readonly string[],
  corpus: Corpus<Fields>,
  options: ListRecordingsOptions<string>,
): Promise<RecordingList<Fields>> {
  const { emotions = corpus.emotions, vocalChannels, modalities = ['audio-only'] } = options;
  const paths = (Array.isArray(path) ? path : [path]) as readonly string[];
  if (paths.length === 0 || !paths.every((one) => typeof one === 'string')) {
    const wrong: unknown = paths.find((one) => typeof one !== 'string');
    const received = paths.length === 0 ? 'none' : wrong === null ? 'null' : typeof wrong;
    throw new TypeError(`listRecordings: path must be a string, or a list of them; received ${received}`);
  }
  requireSubset('emotions', emotions, corpus.emotions);
  if (vocalChannels) requireSubset('vocalChannels', vocalChannels, filenameCodes.vocalChannel);
  requireSubset('modalities', modalities, filenameCodes.modality);
  const opened = await openCorpora(paths);
  const { read, close } = corpusReader(opened, FILES_AT_A_TIME);
  try {
    const { candidates, leftOut, otherFiles } = sift(opened.files, corpus);
    leftOut.push(...opened.leftOut);
    const wanted = candidates.filter(({ fields }) => {
      const { vocalChannel, modality } = fields as Partial<RecordingFields>;
      const channelWanted = !vocalChannels || !vocalChannel || vocalChannels.includes(vocalChannel);
      const modalityWanted = !modality || modalities.includes(modality);
      return emotions.includes(fields.emotion) && channelWanted && modalityWanted;
    });
    const recordings: Recording<Fields>[] = [];
    const firstPaths = new Map<string, { path: string; fingerprint: string }>();
    /** Of an archive beside what was unpacked from it: how many, a line for each archive. */
    const thereAlready = new Map<string, number>();
    for (const { file, fields, fingerprint, problem } of await withFingerprints(wanted)) {
      const name = corpus.formatName(fields);
      const first = firstPaths.get(name);
      if (problem) {
        leftOut.push({ name: file.path, ...problem });
      } else if (first && file.archive !== undefined && first.fingerprint === fingerprint) {
        thereAlready.set(file.archive, (thereAlready.get(file.archive) ?? 0) + 1);
      } else if (first) {
        const content = first.fingerprint === fingerprint ? 'the same content' : 'other content';
        const reason = `a duplicate of ${first.path}, with ${content}`;
        leftOut.push({ name: file.path, code: 'DUPLICATE', reason });
      } else {
        firstPaths.set(name, { path: file.path, fingerprint });
        recordings.push({ name, fields, fingerprint, read: () => read(file, fingerprint) });
      }
    }
    for (const [name, count] of thereAlready) {
      leftOut.push({ name, code: 'DUPLICATE', reason: `${count} recordings that are there outside it too, the same` });
    }
    leftOut.sort((a, b) => byCode(a.name, b.name));
    if (recordings.length === 0) {
      throw noRecordings(paths.join(', '), corpus.title, candidates.length - wanted.length, leftOut, otherFiles);
    }
    recordings.sort((a, b) => byCode(a.name, b.name));
    return { recordings, leftOut, otherFiles, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Candidate<Fields> {
  file: CorpusFile;
  fields: Fields;
}

/** Sorts files by path and tells recordings from badly named WAV files and from everything else. */
function sift<Fields extends CorpusFields<string>>(files: CorpusFile[], corpus: Corpus<Fields>) {
  const candidates: Candidate<Fields>[] = [];
  const leftOut: LeftOut[] = [];
  let otherFiles = 0;
  // What lies in archives comes last: of equal recordings, the first is taken.
  const depth = ({ archive }: CorpusFile) => Number(archive !== undefined);
  for (const file of files.sort((a, b) => depth(a) - depth(b) || byCode(a.path, b.path))) {
    const name = baseName(file.path);
    // macOS keeps a shadow of every file, with the same ending, beside it or in a folder of its own.
    const isShadow = name.startsWith('._') || file.path.split('/').includes('__MACOSX');
    if (isShadow || !name.toLowerCase().endsWith('.wav')) {
      otherFiles++;
      continue;
    }
    try {
      candidates.push({ file, fields: corpus.parseName(file.path) });
    } catch (error) {
      if (!(error instanceof RavdessError)) throw error;
      leftOut.push({ name: file.path, code: error.code, reason: error.message });
    }
  }
  return { candidates, leftOut, otherFiles };
}

type Fingerprinted<Fields> = Candidate<Fields> &
  ({ fingerprint: string; problem?: undefined } | { fingerprint?: undefined; problem: Problem });

function withFingerprints<Fields>(candidates: Candidate<Fields>[]): Promise<Fingerprinted<Fields>[]> {
  const limited = limitConcurrency(FILES_AT_A_TIME);
  return Promise.all(
    candidates.map(async ({ file, fields }): Promise<Fingerprinted<Fields>> => {
      if (file.problem) return { file, fields, problem: file.problem };
      return limited(() => file.fingerprint()).then(
        (fingerprint) => ({ file, fields, fingerprint }),
        (error) => ({ file, fields, problem: problemOf(error) }),
      );
    }),
  );
}

function noRecordings(
  path: string,
  title: string,
  unwanted: number,
  leftOut: LeftOut[],
  otherFiles: number,
): RavdessError {
  const found = [
    unwanted > 0 && `${unwanted} of other kinds`,
    otherFiles > 0 && `${otherFiles} other files`,
    leftOut.length > 0 && `${leftOut.length} left out, first ${leftOut[0].name}: ${leftOut[0].reason}`,
  ].filter(Boolean);
  const received = found.length > 0 ? found.join('; ') : 'nothing';
  const message = `${path}: expected at least one ${title} recording of the kinds asked for; received ${received}`;
  return new RavdessError('NO_RECORDINGS', message, { input: path });
}

function requireSubset(option: string, values: readonly string[], known: readonly string[]): void {
  if (!(Array.isArray(values) && values.length > 0 && values.every((value) => known.includes(value)))) {
    const expected = `a list of one or more of ${known.join(', ')}`;
    throw new RangeError(`listRecordings: ${option} must be ${expected}; received ${JSON.stringify(values)}`);
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** As numbers, not as words: the same everywhere, whatever the language of the machine. */
function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
