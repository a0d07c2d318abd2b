import { expect, test } from 'vitest';
import { paperEmotions, paperSentences } from '../src/index.js';

test("the paper's sentences name the emotion and its category, word for word", () => {
  expect(paperEmotions.map((emotion) => paperSentences(emotion)[0])).toEqual([
    'Your emotion comes under positive category ... your emotion is happy',
    'Your emotion comes under negative category ... your emotion is sad',
    'Your emotion comes under negative category ... your emotion is angry',
    'Your emotion comes under positive category ... your emotion is neutral',
  ]);
  expect(paperSentences('sad').slice(1)).toEqual([
    'Emotion categories : Positive & Negative',
    'Positive emotions : happy, neutral',
    'Negative emotions : angry, sad',
  ]);
});

test('an unknown emotion is refused', () => {
  expect(() => paperSentences('sleepy' as 'sad')).toThrow(RangeError);
});
