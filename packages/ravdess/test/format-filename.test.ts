import { expect, test } from 'vitest';
import { formatFilename, type RecordingFields } from '../src/index.js';

const fields: RecordingFields = {
  modality: 'audio-only',
  vocalChannel: 'speech',
  emotion: 'happy',
  intensity: 'normal',
  statement: 1,
  repetition: 1,
  actor: 20,
};

test('writes seven two-digit codes and .wav', () => {
  expect(formatFilename(fields)).toBe('03-01-03-01-01-01-20.wav');
  expect(formatFilename({ ...fields, modality: 'full-AV', emotion: 'surprised', intensity: 'strong', actor: 3 })).toBe(
    '01-01-08-02-01-01-03.wav',
  );
});

test.each([
  [
    { modality: 'audio' },
    /^formatFilename: fields.modality must be one of full-AV, video-only, audio-only; received audio$/,
  ],
  [{ vocalChannel: undefined }, /fields.vocalChannel must be one of speech, song; received undefined/],
  [{ emotion: 'bored' }, /fields.emotion must be one of neutral, .*; received bored/],
  [{ intensity: 2 }, /fields.intensity must be one of normal, strong; received 2/],
  [{ statement: '1' }, /fields.statement must be one of 1, 2; received 1/],
  [{ repetition: 0 }, /fields.repetition must be one of 1, 2; received 0/],
  [{ actor: 0 }, /fields.actor must be an integer from 1 to 24; received 0/],
  [{ actor: 25 }, /received 25/],
  [{ actor: 1.5 }, /received 1.5/],
  [{ actor: Number.NaN }, /received NaN/],
  [{ emotion: 'neutral', intensity: 'strong' }, /fields.intensity must be 01 \(normal\), since neutral has no strong/],
  [
    { emotion: 'disgust', vocalChannel: 'song' },
    /fields.emotion must be 01 to 06, since disgust and surprised are not sung/,
  ],
])('refuses %j', (change, message) => {
  const wrong = { ...fields, ...change } as RecordingFields;
  expect(() => formatFilename(wrong)).toThrow(RangeError);
  expect(() => formatFilename(wrong)).toThrow(message);
});
