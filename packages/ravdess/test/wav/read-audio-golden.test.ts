import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readAudio } from '../../src/index.js';

interface Golden {
  title: string;
  /** The file, in base64. */
  file: string;
  sampleRate: number;
  channels: number;
  /** The mean over the channels, as soundfile reads them. */
  samples: number[];
}

const golden = JSON.parse(readFileSync(new URL('../golden/wav.json', import.meta.url), 'utf8')) as Golden[];

test.each(golden)('reads what soundfile reads: $title', ({ file, sampleRate, channels, samples }) => {
  const audio = readAudio(Uint8Array.from(Buffer.from(file, 'base64')));
  expect(audio).toMatchObject({ sampleRate, channels, truncated: false });
  expect(Array.from(audio.samples)).toEqual(samples.map(Math.fround));
});
