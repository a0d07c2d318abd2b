import { badFilename, quoted } from '../naming/bad-filename.js';
import type { Corpus, CorpusEmotion, CorpusFields } from './corpus.js';
import { decode, encode, plainCodes } from './decode.js';
import { wavStem } from './wav-stem.js';

/** What an EMO-DB name says. */
export interface EmodbFields extends CorpusFields {
  /** `03`, `08` to `16`. */
  speaker: string;
  /** One of ten German sentences, such as `a01`. */
  statement: string;
  /** Which take: `a`, `b`, ... */
  version: string;
}

const speakers = plainCodes('03', '08', '09', '10', '11', '12', '13', '14', '15', '16');
const statements = plainCodes('a01', 'a02', 'a04', 'a05', 'a07', 'b01', 'b02', 'b03', 'b09', 'b10');

/** The first letters of the German words: Wut is anger, Trauer sadness, and so on. */
const emotions: Record<string, CorpusEmotion> = {
  W: 'angry',
  L: 'bored',
  E: 'disgust',
  A: 'fearful',
  F: 'happy',
  N: 'neutral',
  T: 'sad',
};

/**
 * EMO-DB, the Berlin database of emotional speech (`03a01Wa.wav`): speaker (two digits), sentence (three characters),
 * emotion (a letter) and version (a letter), without anything between.
 *
 * @see Burkhardt et al., A Database of German Emotional Speech, Interspeech 2005; http://emodb.bilderbar.info/docu/.
 */
export const emodb: Corpus<EmodbFields> = {
  name: 'emodb',
  title: 'EMO-DB',
  emotions: Object.values(emotions),
  parseName(path) {
    const { base, stem } = wavStem(path);
    if (stem.length !== 7) {
      const received = `${stem.length} character${stem.length === 1 ? '' : 's'}`;
      throw badFilename(base, 'name', 'seven characters: speaker, sentence, emotion and version', received);
    }
    const version = stem[6];
    const fields = {
      speaker: decode(base, 'speaker', stem.slice(0, 2), speakers),
      statement: decode(base, 'statement', stem.slice(2, 5), statements),
      emotion: decode(base, 'emotion', stem[5], emotions),
      version,
    };
    if (!/[a-z]/.test(version)) throw badFilename(base, 'version', 'a letter from a to z', quoted(version));
    return fields;
  },
  formatName({ speaker, statement, emotion, version }) {
    return `${speaker}${statement}${encode('emotion', emotion, emotions)}${version}.wav`;
  },
};
