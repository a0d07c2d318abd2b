import { describe, expect, test } from 'vitest';
import { formatFilename, parseFilename, RavdessError, type RecordingFields, safeParseFilename } from '../src/index.js';

const good = '03-01-03-01-01-01-20.wav';
const goodFields: RecordingFields = {
  modality: 'audio-only',
  vocalChannel: 'speech',
  emotion: 'happy',
  intensity: 'normal',
  statement: 1,
  repetition: 1,
  actor: 20,
};

describe('parseFilename', () => {
  test('reads all seven fields', () => {
    expect(parseFilename(good)).toEqual(goodFields);
    expect(parseFilename('02-02-06-02-02-02-01.mp4')).toEqual({
      modality: 'video-only',
      vocalChannel: 'song',
      emotion: 'fearful',
      intensity: 'strong',
      statement: 2,
      repetition: 2,
      actor: 1,
    });
  });

  test.each([
    ['03-01-03-01-01-01-20'],
    ['03-01-03-01-01-01-20.WAV'],
    ['03-01-03-01-01-01-20.Wav'],
    ['Actor_20/03-01-03-01-01-01-20.wav'],
    ['/data/v1.0/Actor_20/03-01-03-01-01-01-20'],
    ['C:\\RAVDESS\\Actor_20\\03-01-03-01-01-01-20.wav'],
  ])('takes %s', (name) => {
    expect(parseFilename(name)).toEqual(goodFields);
  });

  test('takes every name of the corpus’s design, and formatFilename gives it back', () => {
    const two = (number: number) => String(number).padStart(2, '0');
    let names = 0;
    for (const modality of [1, 2, 3]) {
      for (const vocalChannel of [1, 2]) {
        for (let emotion = 1; emotion <= (vocalChannel === 1 ? 8 : 6); emotion++) {
          for (const intensity of emotion === 1 ? [1] : [1, 2]) {
            for (const statement of [1, 2]) {
              for (const repetition of [1, 2]) {
                for (let actor = 1; actor <= 24; actor++) {
                  const codes = [modality, vocalChannel, emotion, intensity, statement, repetition, actor];
                  const name = `${codes.map(two).join('-')}.wav`;
                  expect(formatFilename(parseFilename(name))).toBe(name);
                  names++;
                }
              }
            }
          }
        }
      }
    }
    // 60 spoken and 44 sung recordings of each of 24 actors (song counted with actor 18), three times.
    expect(names).toBe(3 * 24 * (60 + 44));
  });

  test('takes the songs of actor 18, which the design has though they were not published', () => {
    expect(parseFilename('03-02-03-01-01-01-18.wav').actor).toBe(18);
  });

  test('takes .mp4 where there is a picture, and nowhere else', () => {
    expect(parseFilename('01-01-03-01-01-01-20.MP4').modality).toBe('full-AV');
    expect(parseFilename('01-01-03-01-01-01-20.wav').modality).toBe('full-AV');
    expect(safeParseFilename('03-01-03-01-01-01-20.mp4')).toMatchObject({ ok: false, error: { field: 'extension' } });
  });
});

const bad: Array<[name: string, field: string, expected: string, received: string]> = [
  ['04-01-03-01-01-01-20.wav', 'modality', '01 (full-AV), 02 (video-only) or 03 (audio-only)', '"04"'],
  ['00-01-03-01-01-01-20.wav', 'modality', '01 (full-AV), 02 (video-only) or 03 (audio-only)', '"00"'],
  ['03-03-03-01-01-01-20.wav', 'vocalChannel', '01 (speech) or 02 (song)', '"03"'],
  ['03-01-00-01-01-01-20.wav', 'emotion', expect.stringMatching(/^01 \(neutral\), .* or 08 \(surprised\)$/), '"00"'],
  ['03-01-09-01-01-01-20.wav', 'emotion', expect.stringContaining('03 (happy)'), '"09"'],
  ['03-01-03-03-01-01-20.wav', 'intensity', '01 (normal) or 02 (strong)', '"03"'],
  ['03-01-03-01-03-01-20.wav', 'statement', '01 or 02', '"03"'],
  ['03-01-03-01-01-00-20.wav', 'repetition', '01 or 02', '"00"'],
  ['03-01-03-01-01-01-00.wav', 'actor', '01 to 24', '"00"'],
  ['03-01-03-01-01-01-25.wav', 'actor', '01 to 24', '"25"'],
  ['03-01-03-01-01-01-99.wav', 'actor', '01 to 24', '"99"'],
  ['03-01-03-01-01-01-1.wav', 'actor', '01 to 24', '"1"'],
  ['03-01-03-01-01-01-020.wav', 'actor', '01 to 24', '"020"'],
  ['03-01-03-01-01-01-.wav', 'actor', '01 to 24', '""'],
  ['03-01-03-01-01-01--1.wav', 'name', 'seven two-digit fields joined by hyphens', '8 fields'],
  ['03-01-3 -01-01-01-20.wav', 'emotion', expect.any(String), '"3 "'],
  ['03-01-ha-01-01-01-20.wav', 'emotion', expect.any(String), '"ha"'],
  ['03-01-1e-01-01-01-20.wav', 'emotion', expect.any(String), '"1e"'],
  ['03-01-٠٣-01-01-01-20.wav', 'emotion', expect.any(String), '"٠٣"'],
  ['03-01-03\n-01-01-01-20.wav', 'emotion', expect.any(String), '"03\\n"'],
  [' 03-01-03-01-01-01-20.wav', 'modality', expect.any(String), '" 03"'],
  ['constructor-01-03-01-01-01-20.wav', 'modality', expect.any(String), '"constructor"'],
  ['._03-01-03-01-01-01-20.wav', 'modality', expect.any(String), '"._03"'],
  ['03-01-03-01-01-01-20.wav.wav', 'actor', '01 to 24', '"20.wav"'],
  ['03-01-01-02-01-01-20.wav', 'intensity', '01 (normal), since neutral has no strong intensity', '"02"'],
  ['03-02-07-01-01-01-20.wav', 'emotion', '01 to 06, since disgust and surprised are not sung', '"07"'],
  ['03-02-08-01-01-01-20.wav', 'emotion', '01 to 06, since disgust and surprised are not sung', '"08"'],
  ['03-01-03-01-01-01.wav', 'name', 'seven two-digit fields joined by hyphens', '6 fields'],
  ['03-01-03-01-01-01-20-01.wav', 'name', 'seven two-digit fields joined by hyphens', '8 fields'],
  ['03a01Wa.wav', 'name', 'seven two-digit fields joined by hyphens', '1 field'],
  ['', 'name', 'seven two-digit fields joined by hyphens', '1 field'],
  ['Actor_20/', 'name', 'seven two-digit fields joined by hyphens', '1 field'],
  ['.wav', 'name', 'seven two-digit fields joined by hyphens', '1 field'],
  ['03_01_03_01_01_01_20.wav', 'name', 'seven two-digit fields joined by hyphens', '1 field'],
  ['03-01-03-01-01-01-20.mp3', 'extension', '.wav', '".mp3"'],
  ['03-01-03-01-01-01-20.', 'extension', '.wav', '"."'],
  ['03-01-03-01-01-01-20.wav ', 'extension', '.wav', '".wav "'],
  ['03-01-03-01-01-01-20.mp4', 'extension', '.wav, since audio-only recordings have no picture', '".mp4"'],
];

describe('a bad name', () => {
  test.each(bad)('%j: %s', (name, field, expected, received) => {
    const result = safeParseFilename(name);
    if (result.ok) throw new Error('parsed');
    expect(result.error).toBeInstanceOf(RavdessError);
    expect(result.error).toMatchObject({
      name: 'RavdessError',
      code: 'BAD_FILENAME',
      input: name,
      field,
      expected,
      received,
    });
    expect(result.error.message).toBe(
      `${JSON.stringify(name)}: ${field} must be ${result.error.expected}; received ${received}`,
    );
    expect(result.error.message).not.toContain('\n');
    expect(() => parseFilename(name)).toThrow(RavdessError);
  });

  test('may be of any length without a message of that length', () => {
    for (const name of ['x'.repeat(1e6), `03-01-03-01-01-01-${'2'.repeat(1e6)}`, `03-01.${'w'.repeat(1e6)}`]) {
      const result = safeParseFilename(name);
      expect(result.ok).toBe(false);
      if (!result.ok) expect(result.error.message.length).toBeLessThan(300);
    }
  });

  test.each([[undefined], [null], [20], [{}], [['03-01-03-01-01-01-20.wav']]])('may be no name at all: %j', (name) => {
    const result = safeParseFilename(name as unknown as string);
    expect(result).toMatchObject({ ok: false, error: { code: 'BAD_FILENAME', field: 'name', expected: 'a string' } });
  });
});

test('safeParseFilename gives the fields of a good name', () => {
  expect(safeParseFilename(good)).toEqual({ ok: true, fields: goodFields });
});
