import { badFilename, quoted } from '../naming/bad-filename.js';
import type { Corpus, CorpusFields } from './corpus.js';
import { wavStem } from './wav-stem.js';

/** How recordings in folders that are named after their labels are told apart. */
export interface FolderCorpusOptions<Label extends string> {
  /** The names of the folders, in the order that the classes shall have; `folderLabels` of the Node entry finds them. */
  labels: readonly Label[];
  /**
   * Where the speaker stands in a file's name without its ending: a regular expression with a group named `speaker`, and
   * one named `statement` where the name says what is spoken.
   * @default what stands before the first `_`, `-` or space; the statement is what stands behind it
   */
  pattern?: RegExp;
}

/** What the path of such a recording says. */
export interface FolderFields<Label extends string = string> extends CorpusFields<Label> {
  speaker: string;
  /** What the name says beside the speaker. */
  statement: string;
  /** The file's name without its ending. */
  file: string;
}

const beforeSeparator = /^(?<speaker>[^_\- ]+)[_\- ](?<statement>.*)$/s;

/**
 * A corpus of one's own, in which the folder around a file is its label and the file's name begins with its speaker:
 * `FOLDER/tired/anna_01.wav`. Folders further out do not matter. Names of recordings are label and file,
 * `tired/anna_01.wav`, since two labels may have files of one name.
 *
 * @returns What `listRecordings(path, { corpus })` takes; its `parseName` needs a path with the folder.
 * @throws RangeError when there is no label, one occurs twice or cannot be a folder's name, or pattern has no group
 *   `speaker`.
 *
 * @example
 * folderCorpus({ labels: ['rested', 'tired'] }).parseName('tired/anna_01.wav').speaker; // 'anna'
 */
export function folderCorpus<const Label extends string>({
  labels,
  pattern = beforeSeparator,
}: FolderCorpusOptions<Label>): Corpus<FolderFields<Label>> {
  const areLabels = Array.isArray(labels) && labels.length > 0 && new Set(labels).size === labels.length;
  if (!(areLabels && labels.every((label) => typeof label === 'string' && /^[^/\\]+$/.test(label)))) {
    throw new RangeError(`folderCorpus: labels must be different names of folders; received ${JSON.stringify(labels)}`);
  }
  if (!(pattern instanceof RegExp && pattern.source.includes('(?<speaker>'))) {
    throw new RangeError(`folderCorpus: pattern must have a group (?<speaker>...); received ${String(pattern)}`);
  }
  // Without g and y, which would make each match depend on the one before.
  const stateless = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  return {
    name: 'folders',
    title: 'folder',
    emotions: [...labels],
    parseName(path) {
      const { base, stem, folders } = wavStem(path);
      const label = labels.find((label) => label === folders.at(-1));
      if (label === undefined) {
        const received = folders.length > 0 ? quoted(folders.at(-1) as string) : 'no folder';
        throw badFilename(base, 'emotion', `told by its folder, one of ${labels.join(', ')}`, received);
      }
      const groups = stateless.exec(stem)?.groups;
      if (!groups?.speaker) {
        const expected = pattern === beforeSeparator ? 'what stands before the first _, - or space' : `in ${pattern}`;
        throw badFilename(base, 'speaker', expected, quoted(stem));
      }
      return { emotion: label, speaker: groups.speaker, statement: groups.statement ?? stem, file: stem };
    },
    formatName: ({ emotion, file }) => `${emotion}/${file}.wav`,
  };
}
