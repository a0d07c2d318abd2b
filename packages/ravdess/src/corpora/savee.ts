import { badFilename, quoted } from '../naming/bad-filename.js';
import type { Corpus, CorpusEmotion, CorpusFields } from './corpus.js';
import { decode, encode, plainCodes } from './decode.js';
import { wavStem } from './wav-stem.js';

/** What a SAVEE name says. */
export interface SaveeFields extends CorpusFields {
  /** `DC`, `JE`, `JK` or `KL`. */
  speaker: string;
  /**
   * The sentence's number, `01` to `15`, or `30` for neutral. The first three sentences are the same in every emotion;
   * which of the others are the same is not told by the names.
   */
  statement: string;
}

const speakers = plainCodes('DC', 'JE', 'JK', 'KL');

const emotions: Record<string, CorpusEmotion> = {
  a: 'angry',
  d: 'disgust',
  f: 'fearful',
  h: 'happy',
  n: 'neutral',
  sa: 'sad',
  su: 'surprised',
};

/**
 * SAVEE (`DC_a01.wav`, or `a01.wav` in a folder `DC`): speaker, emotion and the number of the sentence.
 *
 * @see http://kahlan.eps.surrey.ac.uk/savee/, and the Info.txt beside the recordings.
 */
export const savee: Corpus<SaveeFields> = {
  name: 'savee',
  title: 'SAVEE',
  emotions: Object.values(emotions),
  parseName(path) {
    const { base, stem, folders } = wavStem(path);
    const parts = stem.split('_');
    if (parts.length > 2) {
      const expected = 'speaker and sentence joined by an underscore, or the sentence alone in a folder of its speaker';
      throw badFilename(base, 'name', expected, `${parts.length} fields`);
    }
    const sentence = parts.pop() as string;
    const speaker = parts[0] ?? folders.filter((folder) => Object.hasOwn(speakers, folder)).at(-1) ?? '';
    const [, letters, statement] = /^([a-z]*)(.*)$/s.exec(sentence) as RegExpExecArray;
    const emotion = decode(base, 'emotion', letters, emotions);
    const last = emotion === 'neutral' ? 30 : 15;
    if (!(/^\d\d$/.test(statement) && Number(statement) >= 1 && Number(statement) <= last)) {
      throw badFilename(base, 'statement', `01 to ${last}`, quoted(statement));
    }
    return { speaker: decode(base, 'speaker', speaker, speakers), statement, emotion };
  },
  formatName({ speaker, statement, emotion }) {
    return `${speaker}_${encode('emotion', emotion, emotions)}${statement}.wav`;
  },
};
