import { emotions } from '../emotions.js';

/** The emotions of all corpora: RAVDESS's eight, and EMO-DB's boredom. */
export const corpusEmotions = [...emotions, 'bored'] as const;

/** An emotion of one of the corpora. */
export type CorpusEmotion = (typeof corpusEmotions)[number];

/**
 * Whether a label is an emotion of one of the corpora.
 *
 * @example
 * isCorpusEmotion('bored'); // true
 */
export function isCorpusEmotion(label: string): label is CorpusEmotion {
  return (corpusEmotions as readonly string[]).includes(label);
}

/** What the name of every corpus's recordings says; `Label` is `string` where a corpus has labels of its own. */
export interface CorpusFields<Label extends string = CorpusEmotion> {
  /** The acted emotion, in RAVDESS's words, or the label of another kind. */
  emotion: Label;
  /** Who speaks. */
  speaker: number | string;
  /** What is said: equal for equal words. */
  statement: number | string;
}

/** How a corpus names its recordings; `Fields` may say more than every corpus does. */
export interface Corpus<Fields extends CorpusFields<string> = CorpusFields> {
  /** For programs, such as `emodb`. */
  name: string;
  /** For people, such as `EMO-DB`. */
  title: string;
  /** Its emotions or labels, in alphabetical order or the corpus's own; of `corpora` the paper's four are among them. */
  emotions: readonly Fields['emotion'][];
  /**
   * What a name says.
   *
   * @param path A file's name, or its path where the folder tells the speaker (with / or \).
   * @throws RavdessError (`BAD_FILENAME`) whose `field`, `expected` and `received` say what is wrong.
   */
  parseName(path: string): Fields;
  /** The one name of the recording with these fields; `parseName` gives the fields back without a folder. */
  formatName(fields: Fields): string;
}
