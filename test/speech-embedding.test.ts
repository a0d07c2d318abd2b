import '@tensorflow/tfjs-backend-wasm';
import { readFileSync } from 'node:fs';
import { speechEmbedding } from '@aver/models/speech-embedding';
import { speechEmbeddingSpectrogram } from '@aver/spectrogram';
import { expectAllClose } from '@aver/test-helpers';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { speechEmbeddingSignals } from '../packages/spectrogram/test/golden/speech-embedding-signals.js';

const golden: { signals: Record<string, { embeddings: number[][]; count: number }> } = JSON.parse(
  readFileSync(new URL('../packages/spectrogram/test/golden/speech-embedding.json', import.meta.url), 'utf8'),
);

test.each(Object.entries(golden.signals))(
  '%s through front end and network: the published embedding',
  async (name, { embeddings, count }) => {
    await tf.setBackend('wasm');
    const { data, shape } = speechEmbeddingSpectrogram(speechEmbeddingSignals[name], 16000);
    tf.tidy(() => {
      const output = speechEmbedding().predict(tf.tensor4d(data, [1, ...shape, 1])) as tf.Tensor;
      expect(output.shape).toEqual([1, count, 96]);
      const rows = (output.arraySync() as number[][][])[0].filter((_, i) => i % Math.floor(count / 4) === 0);
      expectAllClose(rows.flat(), embeddings.flat(), { atol: 1e-3 });
    });
  },
);
