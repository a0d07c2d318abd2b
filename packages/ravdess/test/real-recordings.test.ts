import { createHash } from 'node:crypto';
import { realRecordings } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { actorSex, paperEmotions } from '../src/index.js';
import { listRecordings, type RecordingList } from '../src/node.js';

const path = realRecordings();

async function using(use: (list: RecordingList) => Promise<void>, options = {}) {
  const list = await listRecordings(path as string, options);
  try {
    await use(list);
  } finally {
    await list.close();
  }
}

test.skipIf(!path)('the real recordings of the paper’s emotions are 672, 28 of each actor', () =>
  using(
    async ({ recordings, leftOut }) => {
      expect(leftOut).toEqual([]);
      expect(recordings).toHaveLength(672);
      const count = (emotion: string) => recordings.filter(({ fields }) => fields.emotion === emotion).length;
      expect(paperEmotions.map(count)).toEqual([192, 192, 192, 96]);
      for (let actor = 1; actor <= 24; actor++) {
        expect(recordings.filter(({ fields }) => fields.actor === actor)).toHaveLength(28);
      }
      expect(recordings.filter(({ fields }) => actorSex(fields.actor) === 'female')).toHaveLength(336);
      // The corpus holds one recording under two names: actor 7's takes of a happy "Dogs ..." are the same file.
      const same = recordings.filter(({ fingerprint }) => fingerprint === '376130-2c10240b').map(({ name }) => name);
      expect(same).toEqual(['03-01-03-01-02-01-07.wav', '03-01-03-01-02-02-07.wav']);
      expect(new Set(recordings.map(({ fingerprint }) => fingerprint)).size).toBe(671);
    },
    { emotions: paperEmotions, vocalChannels: ['speech'] },
  ),
);

// Length and SHA-256 of the mono float32 samples (little-endian), read by libsndfile 1.2.2 through soundfile 0.14.0,
// `sf.read(file, dtype='float32')`, then numpy's mean over the channels. All 674 of the subset agree bit for bit.
const decoded = [
  {
    name: '03-01-01-01-01-01-01.wav',
    fingerprint: '375720-81c61b50',
    length: 158558,
    sha256: 'db50f1ce6feb86591eb109f72573315739085cbf6e332e9089d17893f91aea3a',
  },
  {
    name: '03-01-02-01-02-02-05.wav',
    fingerprint: '863024-eceb7d8f',
    length: 203403,
    sha256: '39e992000ea7b6e5a3c05c489f60ba52073a98772df6f0b72508f5bb3c449dbc',
  },
  {
    name: '03-01-03-01-02-01-20.wav',
    fingerprint: '725050-5b28210c',
    length: 166566,
    sha256: '99628d3e55d6e603526c428401685da3b9be61a3686526a3dd61af4f4fa80d0c',
  },
  {
    name: '03-01-05-02-02-02-24.wav',
    fingerprint: '546582-82ef9c75',
    length: 245045,
    sha256: 'db66c528703b99cf68954c159f66049835290fbf43025799a2e0c625736ed4be',
  },
  {
    name: '03-01-06-02-02-01-12.wav',
    fingerprint: '380510-1259b519',
    length: 166567,
    sha256: 'eda24b8a8a48d925d5b31ced25f209fa1220da6c10386da6afda68e70d900c4e',
  },
];

test.skipIf(!path)('every bit of their sound is as libsndfile reads it, stereo files included', () =>
  using(async ({ recordings, leftOut }) => {
    // The subset has 674, the official archive 1,440.
    expect(recordings.length).toBeGreaterThanOrEqual(674);
    expect(leftOut).toEqual([]);
    for (const { name, fingerprint, length, sha256 } of decoded) {
      const recording = recordings.find((candidate) => candidate.name === name);
      expect(recording?.fingerprint).toBe(fingerprint);
      const { samples, sampleRate } = (await recording?.read()) ?? {};
      expect(sampleRate).toBe(48000);
      expect(samples).toHaveLength(length);
      const view = new DataView(new ArrayBuffer(4 * length));
      samples?.forEach((sample, t) => {
        view.setFloat32(4 * t, sample, true);
      });
      expect(createHash('sha256').update(view).digest('hex')).toBe(sha256);
    }
  }),
);
