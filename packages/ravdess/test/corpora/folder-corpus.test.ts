import { describe, expect, expectTypeOf, test } from 'vitest';
import { folderCorpus, RavdessError, splitSpeakers } from '../../src/index.js';
import { folderLabels, listRecordings } from '../../src/node.js';
import { recordingBytes, temporaryFolder } from '../listing/corpus.js';

const corpus = folderCorpus({ labels: ['rested', 'very tired'] });

test.each([
  ['rested/anna_01.wav', { emotion: 'rested', speaker: 'anna', statement: '01', file: 'anna_01' }],
  ['a/b/rested/anna-x_1.WAV', { emotion: 'rested', speaker: 'anna', statement: 'x_1', file: 'anna-x_1' }],
  [
    'very tired/Jörg 2 final.wav',
    { emotion: 'very tired', speaker: 'Jörg', statement: '2 final', file: 'Jörg 2 final' },
  ],
  ['C:\\data\\rested\\p7_a.b.wav', { emotion: 'rested', speaker: 'p7', statement: 'a.b', file: 'p7_a.b' }],
  ['rested/p7_.wav', { emotion: 'rested', speaker: 'p7', statement: '', file: 'p7_' }],
])('%s', (path, fields) => {
  expect(corpus.parseName(path)).toEqual(fields);
  const name = corpus.formatName(corpus.parseName(path));
  expect(corpus.parseName(name)).toEqual(fields);
});

test('a pattern of one’s own finds speaker and statement, whatever its flags', () => {
  const pattern = /^(?<statement>s\d)-.*-(?<speaker>P\d+)$/gi;
  const own = folderCorpus({ labels: ['x'], pattern });
  for (let again = 0; again < 2; again++) {
    expect(own.parseName('x/s1-take2-p12.wav')).toEqual({
      emotion: 'x',
      speaker: 'p12',
      statement: 's1',
      file: 's1-take2-p12',
    });
  }
  const without = folderCorpus({ labels: ['x'], pattern: /(?<speaker>\d+)/ });
  expect(without.parseName('x/a12b.wav')).toMatchObject({ speaker: '12', statement: 'a12b' });
});

test.each([
  ['rested.wav', 'emotion', 'told by its folder, one of rested, very tired', 'no folder'],
  ['awake/anna_1.wav', 'emotion', 'told by its folder, one of rested, very tired', '"awake"'],
  ['rested/more/anna_1.wav', 'emotion', 'told by its folder, one of rested, very tired', '"more"'],
  ['rested/anna.wav', 'speaker', 'what stands before the first _, - or space', '"anna"'],
  ['rested/_anna.wav', 'speaker', 'what stands before the first _, - or space', '"_anna"'],
  ['rested/anna_1.mp3', 'extension', '.wav', '".mp3"'],
])('%s is a bad name', (path, field, expected, received) => {
  const error = (() => {
    try {
      return corpus.parseName(path);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(RavdessError);
  expect(error).toMatchObject({ code: 'BAD_FILENAME', field, expected, received });
});

test.each([[[]], [['a', 'a']], [['a/b']], [['']], [undefined], [[3]]])('labels %j are refused', (labels) => {
  expect(() => folderCorpus({ labels: labels as string[] })).toThrow(
    new RangeError(`folderCorpus: labels must be different names of folders; received ${JSON.stringify(labels)}`),
  );
});

test('a pattern without a group for the speaker is refused', () => {
  expect(() => folderCorpus({ labels: ['a'], pattern: /^(.*)_/ })).toThrow(
    new RangeError('folderCorpus: pattern must have a group (?<speaker>...); received /^(.*)_/'),
  );
});

describe('a folder of one’s own', () => {
  const files = () => ({
    'rested/anna_1.wav': recordingBytes(1),
    'rested/ben_1.wav': recordingBytes(2),
    'very tired/anna_1.wav': recordingBytes(3),
    'very tired/ben_1.wav': recordingBytes(4),
    'notes/readme.txt': 'x',
    '__MACOSX/rested/anna_1.wav': 'x',
    'notes/._anna_1.wav': 'x',
  });

  test('its labels are the folders that hold WAV files, sorted', async () => {
    expect(await folderLabels(await temporaryFolder(files()))).toEqual(['rested', 'very tired']);
    expect(await folderLabels(await temporaryFolder({ 'a.wav': 'x' }))).toEqual([]);
    await expect(folderLabels('/nowhere/at/all')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(folderLabels(3 as never)).rejects.toThrow(
      new TypeError('folderLabels: path must be a string; received number'),
    );
  });

  test('is listed with equal file names of two labels, split by speaker, and asked for by label', async () => {
    const folder = await temporaryFolder(files());
    const own = folderCorpus({ labels: await folderLabels(folder) });
    const { recordings, leftOut } = await listRecordings(folder, { corpus: own });
    expect(leftOut).toEqual([]);
    expect(recordings.map(({ name }) => name)).toEqual([
      'rested/anna_1.wav',
      'rested/ben_1.wav',
      'very tired/anna_1.wav',
      'very tired/ben_1.wav',
    ]);
    expect((await recordings[2].read()).samples[0]).toBe(3 / 128);
    const folds = splitSpeakers(recordings, { folds: 2 });
    expect(folds.map(({ speakers }) => speakers).sort()).toEqual([['anna'], ['ben']]);
    const { recordings: tired } = await listRecordings(folder, { corpus: own, emotions: ['very tired'] });
    expect(tired.map(({ fields }) => fields.emotion)).toEqual(['very tired', 'very tired']);
    await expect(listRecordings(folder, { corpus: own, emotions: ['happy'] })).rejects.toThrow(
      'listRecordings: emotions must be a list of one or more of rested, very tired; received ["happy"]',
    );
  });

  test('has the labels in its types', () => {
    expectTypeOf(corpus.parseName('rested/a_1.wav').emotion).toEqualTypeOf<'rested' | 'very tired'>();
  });
});
