import { expect, test } from 'vitest';
import { actorSex, type Emotion, emotions, paperEmotions, polarity, statements } from '../src/index.js';

test('the emotions are in the order of their codes, the paper’s four in the order of its tables', () => {
  expect(emotions).toEqual(['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgust', 'surprised']);
  expect(paperEmotions).toEqual(['happy', 'sad', 'angry', 'neutral']);
});

test('the paper’s four have its polarity, the other four ours', () => {
  const positive = emotions.filter((emotion) => polarity(emotion) === 'positive');
  const negative = emotions.filter((emotion) => polarity(emotion) === 'negative');
  expect(positive).toEqual(['neutral', 'calm', 'happy', 'surprised']);
  expect(negative).toEqual(['sad', 'angry', 'fearful', 'disgust']);
});

test.each(['', 'Happy', 'toString', undefined, 3])('polarity refuses %j', (emotion) => {
  expect(() => polarity(emotion as Emotion)).toThrow(RangeError);
  expect(() => polarity(emotion as Emotion)).toThrow(/^polarity: emotion must be one of .*; received/);
});

test('odd actors are male, even actors female, twelve of each', () => {
  const sexes = Array.from({ length: 24 }, (_, index) => actorSex(index + 1));
  expect(sexes.slice(0, 3)).toEqual(['male', 'female', 'male']);
  expect(sexes.filter((sex) => sex === 'male')).toHaveLength(12);
});

test.each([0, 25, -1, 1.5, Number.NaN, '3', undefined])('actorSex refuses %j', (actor) => {
  expect(() => actorSex(actor as number)).toThrow(RangeError);
  expect(() => actorSex(actor as number)).toThrow(/^actorSex: actor must be an integer from 1 to 24; received/);
});

test('the statements go by their number in a name', () => {
  expect(statements[1]).toBe('Kids are talking by the door');
  expect(statements[2]).toBe('Dogs are sitting by the door');
});
