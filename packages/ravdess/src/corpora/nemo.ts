import { badFilename, quoted } from '../naming/bad-filename.js';
import type { Corpus, CorpusEmotion, CorpusFields } from './corpus.js';
import { decode, encode, plainCodes } from './decode.js';
import { wavStem } from './wav-stem.js';

/** What an nEMO name says. */
export interface NemoFields extends CorpusFields {
  /** One of nine, such as `EB0`. */
  speaker: string;
  /** One of ninety Polish sentences, `1` to `90`. */
  statement: string;
}

const speakers = plainCodes('EB0', 'IC0', 'KD0', 'KS0', 'MK0', 'MP0', 'SM0', 'TP0', 'WR0');

const emotions: Record<string, CorpusEmotion> = {
  anger: 'angry',
  fear: 'fearful',
  happiness: 'happy',
  neutral: 'neutral',
  sadness: 'sad',
  surprise: 'surprised',
};

/**
 * nEMO, Polish emotional speech (`EB0_anger_1.wav`): speaker, emotion and sentence, joined by underscores.
 *
 * Source: Christop, nEMO: Dataset of Emotional Speech in Polish, LREC-COLING 2024 (arXiv 2404.06292).
 */
export const nemo: Corpus<NemoFields> = {
  name: 'nemo',
  title: 'nEMO',
  emotions: Object.values(emotions),
  parseName(path) {
    const { base, stem } = wavStem(path);
    const parts = stem.split('_');
    if (parts.length !== 3) {
      const expected = 'three fields joined by underscores: speaker, emotion and sentence';
      throw badFilename(base, 'name', expected, `${parts.length} field${parts.length === 1 ? '' : 's'}`);
    }
    const [speaker, emotion, statement] = parts;
    if (!(/^[1-9]\d?$/.test(statement) && Number(statement) <= 90)) {
      throw badFilename(base, 'statement', '1 to 90', quoted(statement));
    }
    return {
      speaker: decode(base, 'speaker', speaker, speakers),
      statement,
      emotion: decode(base, 'emotion', emotion, emotions),
    };
  },
  formatName({ speaker, statement, emotion }) {
    return `${speaker}_${encode('emotion', emotion, emotions)}_${statement}.wav`;
  },
};
