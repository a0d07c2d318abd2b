import { expectAllClose } from '@aver/test-helpers';
import { expect, test, vi } from 'vitest';
import { emotions } from '../../src/emotions.js';
import { parseFilename } from '../../src/naming/parse-filename.js';
import { synthesize, syntheticRecordings } from '../../src/synthetic.js';

test('with no options there are the 672 recordings of the paper’s four emotions', () => {
  const recordings = syntheticRecordings();
  const count = (emotion: string) => recordings.filter(({ fields }) => fields.emotion === emotion).length;
  expect(recordings).toHaveLength(672);
  expect(['happy', 'sad', 'angry', 'neutral'].map(count)).toEqual([192, 192, 192, 96]);
  expect(new Set(recordings.map(({ fields }) => fields.actor)).size).toBe(24);
});

test('all eight emotions give the 1440 recordings of the speech set', () => {
  expect(syntheticRecordings({ emotions })).toHaveLength(1440);
});

test('names say what the fields say, are all different, and are in order', () => {
  const recordings = syntheticRecordings({ emotions });
  for (const { name, fields } of recordings) expect(parseFilename(name)).toEqual(fields);
  const names = recordings.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(names.slice().sort());
});

test('the documented example gives the documented names', () => {
  const recordings = syntheticRecordings({ actors: [1], emotions: ['neutral', 'sad'], repetitions: [1] });
  expect(recordings).toHaveLength(6);
  expect(recordings.slice(0, 3).map(({ name }) => name)).toEqual([
    '03-01-01-01-01-01-01.wav',
    '03-01-01-01-02-01-01.wav',
    '03-01-04-01-01-01-01.wav',
  ]);
});

test('options choose, in any order and however often; neutral has no strong intensity', () => {
  const names = syntheticRecordings({
    actors: [2, 1, 2],
    emotions: ['sad', 'neutral'],
    repetitions: [1],
    statements: [2],
  });
  expect(names.map(({ name }) => name)).toEqual([
    '03-01-01-01-02-01-01.wav',
    '03-01-01-01-02-01-02.wav',
    '03-01-04-01-02-01-01.wav',
    '03-01-04-01-02-01-02.wav',
    '03-01-04-02-02-01-01.wav',
    '03-01-04-02-02-01-02.wav',
  ]);
  expect(syntheticRecordings({ intensities: ['normal'], repetitions: [1] })).toHaveLength(192);
  expect(syntheticRecordings({ emotions: ['neutral'], intensities: ['strong'] })).toEqual([]);
  expect(syntheticRecordings({ actors: [] })).toEqual([]);
});

test('reading synthesizes, with the corpus’s seed and sample rate, anew at each call', async () => {
  const [recording] = syntheticRecordings({ actors: [7], seed: 3, sampleRate: 16000 });
  const first = await recording.read();
  const second = await recording.read();
  const expected = synthesize(recording.fields, { seed: 3, sampleRate: 16000 });
  expect(first.sampleRate).toBe(16000);
  expectAllClose(first.samples, expected.samples, {});
  expectAllClose(second.samples, expected.samples, {});
  expect(second.samples).not.toBe(first.samples);
});

test('listing 1440 recordings synthesizes none', () => {
  const fill = vi.spyOn(Math, 'round'); // every sample of a synthesis is rounded
  syntheticRecordings({ emotions });
  expect(fill).not.toHaveBeenCalled();
  fill.mockRestore();
});

test('a recording sounds the same whichever others are chosen with it', async () => {
  const alone = syntheticRecordings({
    actors: [5],
    emotions: ['sad'],
    statements: [2],
    repetitions: [2],
    sampleRate: 8000,
  })[0];
  const among = syntheticRecordings({ sampleRate: 8000 }).find(({ name }) => name === alone.name);
  expectAllClose((await among?.read())?.samples ?? [], (await alone.read()).samples, {});
  expect(among?.fingerprint).toBe(alone.fingerprint);
});

test('fingerprints tell recordings, seeds and sample rates apart', () => {
  const prints = [{}, { seed: 1 }, { sampleRate: 16000 }].flatMap((options) =>
    syntheticRecordings({ ...options, actors: [1, 2] }).map(({ fingerprint }) => fingerprint),
  );
  expect(new Set(prints).size).toBe(prints.length);
});

test('wrong options throw a RangeError that names option and value', () => {
  expect(() => syntheticRecordings({ actors: [1, 25] })).toThrow(
    /^syntheticRecordings: actors must be among 1, .*; received 25$/,
  );
  for (const options of [
    { actors: [0] },
    { actors: [Number.NaN] },
    { actors: 3 },
    { emotions: ['bored'] },
    { emotions: 'happy' },
    { intensities: ['weak'] },
    { repetitions: [3] },
    { statements: ['1'] },
    { seed: -1 },
    { seed: 1.5 },
    { seed: Number.NaN },
    { sampleRate: 0 },
    { sampleRate: Number.NaN },
    { sampleRate: 1e6 },
  ]) {
    expect(() => syntheticRecordings(options as never)).toThrow(RangeError);
    expect(() => syntheticRecordings(options as never)).toThrow(/^syntheticRecordings: \w+ must be .*; received /);
  }
});
