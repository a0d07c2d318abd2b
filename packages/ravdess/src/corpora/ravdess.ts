import { emotions } from '../emotions.js';
import { formatFilename } from '../naming/format-filename.js';
import { parseFilename } from '../naming/parse-filename.js';
import type { RecordingFields } from '../naming/recording-fields.js';
import type { Corpus, CorpusFields } from './corpus.js';

/** What a RAVDESS name says, with its actor as the speaker. */
export type RavdessFields = RecordingFields & CorpusFields;

/** RAVDESS (`03-01-03-01-01-01-20.wav`): see `parseFilename`. */
export const ravdess: Corpus<RavdessFields> = {
  name: 'ravdess',
  title: 'RAVDESS',
  emotions,
  parseName(path) {
    // The base name alone, since errors quote what they are given.
    const fields = parseFilename(typeof path === 'string' ? path.slice(path.search(/[^/\\]*$/)) : path);
    return { ...fields, speaker: fields.actor };
  },
  formatName: formatFilename,
};
