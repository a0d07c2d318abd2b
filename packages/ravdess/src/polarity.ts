import type { CorpusEmotion } from './corpora/corpus.js';

const polarities: Record<CorpusEmotion, 'positive' | 'negative'> = {
  // The paper's four.
  happy: 'positive',
  neutral: 'positive',
  sad: 'negative',
  angry: 'negative',
  // Our extension to the others: by the usual valence of the word. Surprise can go either way.
  calm: 'positive',
  surprised: 'positive',
  fearful: 'negative',
  disgust: 'negative',
  bored: 'negative',
};

/**
 * Whether an emotion counts as positive or negative.
 *
 * The paper sorts its four: happy and neutral are positive, sad and angry negative. The others are this package's
 * extension: calm and surprised are positive, fearful, disgust and bored negative.
 *
 * @param emotion One of the eight emotions, or `bored`.
 * @returns `positive` or `negative`.
 * @throws RangeError when it is none of them.
 * @see the paper, algorithm, step 7.
 *
 * @example
 * polarity('angry'); // 'negative'
 */
export function polarity(emotion: CorpusEmotion): 'positive' | 'negative' {
  if (!Object.hasOwn(polarities, emotion)) {
    throw new RangeError(
      `polarity: emotion must be one of ${Object.keys(polarities).join(', ')}; received ${String(emotion)}`,
    );
  }
  return polarities[emotion];
}
