import { badFilename, quoted } from '../naming/bad-filename.js';
import type { Corpus, CorpusEmotion, CorpusFields } from './corpus.js';
import { decode, encode, plainCodes } from './decode.js';
import { wavStem } from './wav-stem.js';

/** What a TESS name says. */
export interface TessFields extends CorpusFields {
  /** `OAF`, the older of the two actresses, or `YAF`, the younger. */
  speaker: string;
  /** The word in "Say the word ...", such as `back`. */
  statement: string;
}

const speakers = plainCodes('OAF', 'YAF');

/** `ps` is pleasant surprise. */
const emotions: Record<string, CorpusEmotion> = {
  angry: 'angry',
  disgust: 'disgust',
  fear: 'fearful',
  happy: 'happy',
  neutral: 'neutral',
  ps: 'surprised',
  sad: 'sad',
};

/**
 * TESS, the Toronto emotional speech set (`OAF_back_angry.wav`): speaker, word and emotion, joined by underscores. One
 * published file, `OA_bite_neutral.wav`, lacks a letter and is taken for what it means.
 *
 * @see https://doi.org/10.5683/SP2/E8H2MF.
 */
export const tess: Corpus<TessFields> = {
  name: 'tess',
  title: 'TESS',
  emotions: Object.values(emotions),
  parseName(path) {
    const { base, stem } = wavStem(path);
    const parts = (stem === 'OA_bite_neutral' ? 'OAF_bite_neutral' : stem).split('_');
    if (parts.length !== 3) {
      const expected = 'three fields joined by underscores: speaker, word and emotion';
      throw badFilename(base, 'name', expected, `${parts.length} field${parts.length === 1 ? '' : 's'}`);
    }
    const [speaker, statement, emotion] = parts;
    if (!/^[a-z]+$/.test(statement)) throw badFilename(base, 'statement', 'a word in small letters', quoted(statement));
    return {
      speaker: decode(base, 'speaker', speaker, speakers),
      statement,
      emotion: decode(base, 'emotion', emotion, emotions),
    };
  },
  formatName({ speaker, statement, emotion }) {
    return `${speaker}_${statement}_${encode('emotion', emotion, emotions)}.wav`;
  },
};
