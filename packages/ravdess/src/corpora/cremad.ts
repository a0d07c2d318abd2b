import { badFilename, quoted } from '../naming/bad-filename.js';
import type { Corpus, CorpusEmotion, CorpusFields } from './corpus.js';
import { decode, encode, plainCodes } from './decode.js';
import { wavStem } from './wav-stem.js';

/** What a CREMA-D name says. */
export interface CremadFields extends CorpusFields {
  /** `1001` to `1091`. */
  speaker: string;
  /** One of twelve sentences, such as `IEO` (It's eleven o'clock). */
  statement: string;
  /** How strongly it is acted; all sentences but IEO have `unspecified`. */
  intensity: 'low' | 'medium' | 'high' | 'unspecified';
}

const statements = plainCodes('IEO', 'TIE', 'IOM', 'IWW', 'TAI', 'MTI', 'IWL', 'ITH', 'DFA', 'ITS', 'TSI', 'WSI');

const emotions: Record<string, CorpusEmotion> = {
  ANG: 'angry',
  DIS: 'disgust',
  FEA: 'fearful',
  HAP: 'happy',
  NEU: 'neutral',
  SAD: 'sad',
};

const intensities: Record<string, CremadFields['intensity']> = {
  LO: 'low',
  MD: 'medium',
  HI: 'high',
  XX: 'unspecified',
};

/**
 * CREMA-D (`1001_DFA_ANG_XX.wav`): speaker, sentence, emotion and intensity, joined by underscores. One published file,
 * `1040_ITH_SAD_X.wav`, has one X too few and is taken for what it means.
 *
 * @see https://github.com/CheyneyComputerScience/CREMA-D, filename labelling conventions.
 */
export const cremad: Corpus<CremadFields> = {
  name: 'cremad',
  title: 'CREMA-D',
  emotions: Object.values(emotions),
  parseName(path) {
    const { base, stem } = wavStem(path);
    const parts = (stem === '1040_ITH_SAD_X' ? `${stem}X` : stem).split('_');
    if (parts.length !== 4) {
      const expected = 'four fields joined by underscores: speaker, sentence, emotion and intensity';
      throw badFilename(base, 'name', expected, `${parts.length} field${parts.length === 1 ? '' : 's'}`);
    }
    const [speaker, statement, emotion, intensity] = parts;
    if (!(/^\d{4}$/.test(speaker) && Number(speaker) >= 1001 && Number(speaker) <= 1091)) {
      throw badFilename(base, 'speaker', '1001 to 1091', quoted(speaker));
    }
    return {
      speaker,
      statement: decode(base, 'statement', statement, statements),
      emotion: decode(base, 'emotion', emotion, emotions),
      intensity: decode(base, 'intensity', intensity, intensities),
    };
  },
  formatName({ speaker, statement, emotion, intensity }) {
    const codes = [encode('emotion', emotion, emotions), encode('intensity', intensity, intensities)];
    return `${speaker}_${statement}_${codes.join('_')}.wav`;
  },
};
