import type { CorpusEmotion } from './corpora/corpus.js';
import { polarity } from './polarity.js';

/**
 * What the paper's algorithm says of a recording, word for word: four lines.
 *
 * @param emotion The emotion that was found.
 * @returns The lines, without line ends; the first names the emotion and its category.
 * @throws RangeError when it is none of the emotions that `polarity` knows.
 * @see the paper, algorithm, step 7.
 *
 * @example
 * paperSentences('angry')[0]; // 'Your emotion comes under negative category ... your emotion is angry'
 */
export function paperSentences(emotion: CorpusEmotion): string[] {
  return [
    `Your emotion comes under ${polarity(emotion)} category ... your emotion is ${emotion}`,
    'Emotion categories : Positive & Negative',
    'Positive emotions : happy, neutral',
    'Negative emotions : angry, sad',
  ];
}
