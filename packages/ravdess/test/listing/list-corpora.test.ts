import { describe, expect, test } from 'vitest';
import { type CorpusName, corpora, paperEmotions, splitSpeakers } from '../../src/index.js';
import { listRecordings } from '../../src/node.js';
import { recordingBytes, temporaryFolder } from './corpus.js';

const files: Record<Exclude<CorpusName, 'ravdess'>, string[]> = {
  emodb: ['wav/03a01Fa.wav', 'wav/03a01Wa.wav', 'wav/16b10La.wav'],
  cremad: ['AudioWAV/1001_DFA_HAP_XX.wav', 'AudioWAV/1002_IEO_ANG_HI.wav', 'AudioWAV/1040_ITH_SAD_X.wav'],
  tess: ['OAF_happy/OAF_back_happy.wav', 'OAF_neutral/OA_bite_neutral.wav', 'YAF_sad/YAF_back_sad.wav'],
  savee: ['DC/a01.wav', 'JE/a01.wav', 'KL/sa01.wav'],
  nemo: ['samples/EB0_happiness_1.wav', 'samples/KD0_sadness_90.wav', 'samples/WR0_fear_10.wav'],
};
const names = {
  emodb: ['03a01Fa.wav', '03a01Wa.wav', '16b10La.wav'],
  cremad: ['1001_DFA_HAP_XX.wav', '1002_IEO_ANG_HI.wav', '1040_ITH_SAD_XX.wav'],
  tess: ['OAF_back_happy.wav', 'OAF_bite_neutral.wav', 'YAF_back_sad.wav'],
  savee: ['DC_a01.wav', 'JE_a01.wav', 'KL_sa01.wav'],
  nemo: ['EB0_happiness_1.wav', 'KD0_sadness_90.wav', 'WR0_fear_10.wav'],
};

describe('listRecordings of other corpora', () => {
  test.each(Object.keys(files) as Array<keyof typeof files>)('%s', async (name) => {
    const folder = await temporaryFolder({
      ...Object.fromEntries(files[name].map((path, i) => [path, recordingBytes(i + 1)])),
      'wav/03-01-03-01-01-01-20.wav': recordingBytes(9),
    });
    const { recordings, leftOut } = await listRecordings(folder, { corpus: corpora[name] });
    expect(recordings.map((recording) => recording.name)).toEqual(names[name]);
    expect(leftOut.map((one) => one.name)).toEqual(['wav/03-01-03-01-01-01-20.wav']);
    expect((await recordings[1].read()).samples[0]).toBe(2 / 128);
    for (const fold of splitSpeakers(recordings, { folds: 2 })) {
      const heard = new Set(fold.train.map(({ fields }) => fields.speaker));
      expect(fold.test.some(({ fields }) => heard.has(fields.speaker))).toBe(false);
    }
  });

  test('only the emotions asked for; an emotion that the corpus has not is refused', async () => {
    const folder = await temporaryFolder(Object.fromEntries(files.emodb.map((path) => [path, recordingBytes(1)])));
    const four = await listRecordings(folder, { corpus: corpora.emodb, emotions: paperEmotions });
    expect(four.recordings.map(({ fields }) => fields.emotion)).toEqual(['happy', 'angry']);
    await expect(listRecordings(folder, { corpus: corpora.emodb, emotions: ['calm'] })).rejects.toThrow(
      /^listRecordings: emotions must be a list of one or more of angry, bored,.*; received \["calm"\]$/,
    );
  });

  test('two files for one recording, of which the first by path is taken', async () => {
    const folder = await temporaryFolder({ 'DC/a01.wav': recordingBytes(1), 'DC_a01.wav': recordingBytes(2) });
    const { recordings, leftOut } = await listRecordings(folder, { corpus: corpora.savee });
    expect(recordings.map(({ name }) => name)).toEqual(['DC_a01.wav']);
    expect(leftOut).toEqual([
      { name: 'DC_a01.wav', code: 'DUPLICATE', reason: 'a duplicate of DC/a01.wav, with other content' },
    ]);
  });

  test('a folder of another corpus has no recordings, and the error names the corpus', async () => {
    const folder = await temporaryFolder({ '03-01-03-01-01-01-20.wav': recordingBytes(9) });
    await expect(listRecordings(folder, { corpus: corpora.tess })).rejects.toMatchObject({
      code: 'NO_RECORDINGS',
      message: expect.stringContaining('expected at least one TESS recording'),
    });
  });
});
