import { expect, test } from 'vitest';
import { requireDisjoint, takeOf } from '../src/index.js';
import { listRecordings } from '../src/node.js';
import { recordingBytes, temporaryFolder } from './listing/corpus.js';

test('one take in three modalities has one identity, another take another one', () => {
  const names = ['01-01-03-02-01-01-20.mp4', 'a/02-01-03-02-01-01-20.mp4', 'Actor_20\\03-01-03-02-01-01-20.wav'];
  expect(names.map(takeOf)).toEqual(['01-03-02-01-01-20', '01-03-02-01-01-20', '01-03-02-01-01-20']);
  expect(takeOf('03-02-03-02-01-01-20')).toBe('02-03-02-01-01-20');
  expect(() => takeOf('x.wav')).toThrow('name must be seven two-digit fields');
});

test('the sound of a video is listed on demand, and a leak check that asks for the take finds it', async () => {
  const folder = await temporaryFolder({
    '01-01-03-01-01-01-01.wav': recordingBytes(1),
    '03-01-03-01-01-01-01.wav': recordingBytes(2),
    '03-01-04-01-01-01-01.wav': recordingBytes(3),
  });
  const names = async (modalities?: Array<'full-AV' | 'audio-only'>) =>
    (await listRecordings(folder, { modalities })).recordings.map(({ name }) => name);
  expect(await names()).toEqual(['03-01-03-01-01-01-01.wav', '03-01-04-01-01-01-01.wav']);
  const all = await names(['full-AV', 'audio-only']);
  expect(all).toEqual(['01-01-03-01-01-01-01.wav', '03-01-03-01-01-01-01.wav', '03-01-04-01-01-01-01.wav']);
  expect(() => requireDisjoint({ train: all.slice(1), test: all.slice(0, 1) }, { take: takeOf })).toThrow(
    'requireDisjoint: split must have no take in both parts; received 1 items to train on whose take is in the test ' +
      'part, first 01-03-01-01-01-01',
  );
  await expect(listRecordings(folder, { modalities: [] })).rejects.toThrow(
    new RangeError(
      'listRecordings: modalities must be a list of one or more of full-AV, video-only, audio-only; received []',
    ),
  );
});
