import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFilename, readAudio } from '@aver/ravdess';
import { expect, test } from 'vitest';
import { readSketches, sketchRecordings } from '../../src/report/recordings/sketch-recordings.js';
import { openResultStore } from '../../src/runs/result-store.js';
import { tinyCorpus } from '../tiny-corpus.js';

test('sketches that somebody edited are named, and made again by the next run', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'aver-sketches-'));
  const store = await openResultStore(directory);
  const [{ name, bytes }] = tinyCorpus();
  const fields = parseFilename(name);
  const recordings = [
    { name, fields: { ...fields, speaker: fields.actor }, fingerprint: 'f', read: async () => readAudio(bytes) },
  ];
  await sketchRecordings(store, { recordings }, 'f');
  const path = join(directory, 'recordings.json');
  const whole = JSON.parse(await readFile(path, 'utf8'));
  expect(await readSketches(directory)).toEqual(whole.recordings);
  const [sketch] = whole.recordings;
  const evil = '"><form action="https://x"><meta http-equiv="refresh" content="0;url=https://x"><script>x</script>';
  for (const [edited, problem] of [
    [
      { ...sketch, pictures: { ...sketch.pictures, spek: evil } },
      'recordings.0.pictures.spek: expected a PNG in base64',
    ],
    [{ ...sketch, seconds: 'x' }, 'recordings.0.seconds: expected number, received string'],
    [{ ...sketch, waveform: { low: [], high: [null] } }, 'recordings.0.waveform.high.0: expected number'],
    [null, 'recordings.0: expected object, received null'],
  ] as const) {
    await writeFile(path, JSON.stringify({ ...whole, recordings: [edited] }));
    await expect(readSketches(directory)).rejects.toThrow(
      `${path}: expected the recordings that a table sketched; ${problem}`,
    );
    await sketchRecordings(store, { recordings }, 'f');
    expect(await readSketches(directory)).toEqual(whole.recordings);
  }
  await rm(directory, { recursive: true });
});
