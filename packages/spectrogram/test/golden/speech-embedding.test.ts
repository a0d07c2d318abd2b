import { readFileSync } from 'node:fs';
import { expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { speechEmbeddingSpectrogram } from '../../src/index.js';
import { speechEmbeddingSignals } from './speech-embedding-signals.js';

const golden: { signals: Record<string, { melFrames: number; mel: Record<string, number[]> }> } = JSON.parse(
  readFileSync(new URL('speech-embedding.json', import.meta.url), 'utf8'),
);

test.each(Object.entries(golden.signals))('%s: the frames of the published front end', (name, { melFrames, mel }) => {
  const { data, shape } = speechEmbeddingSpectrogram(speechEmbeddingSignals[name], 16000);
  expect(shape).toEqual([32, melFrames]);
  for (const [frame, expected] of Object.entries(mel)) {
    const actual = Array.from({ length: 32 }, (_, band) => data[band * melFrames + Number(frame)]);
    expectAllClose(actual, expected, { atol: 1e-4 });
  }
});
