// From synthetic recordings to a trained network and its report, through every package.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareBackend } from '@aver/backend';
import { loadModel } from '@aver/backend/node';
import { accuracy } from '@aver/metrics';
import { mlp, oneHot, predictProbabilities, trainModel } from '@aver/models';
import { speechEmbedding } from '@aver/models/speech-embedding';
import { createOptimizer, presets } from '@aver/optim';
import { parseFilename, splitRandom } from '@aver/ravdess';
import { listRecordings } from '@aver/ravdess/node';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { loadRecognizer, saveRecognizer } from '@aver/recognizer/node';
import { featureVector } from '@aver/spectrogram';

assert.equal(parseFilename('03-01-05-01-01-01-20.wav').emotion, 'angry');
await assert.rejects(listRecordings('no-such-folder'), { code: 'NOT_FOUND' });

const emotions = ['sad', 'angry'];
const recordings = syntheticRecordings({ actors: [1, 2, 3, 4], emotions, sampleRate: 16000 });
const { train, test } = splitRandom(recordings, {
  testFraction: 0.25,
  seed: 1,
  stratifyBy: ({ fields }) => fields.emotion,
});
const { name } = await prepareBackend('wasm');
assert.equal(name, 'wasm');

assert.equal(speechEmbedding().countParams(), 328_128);

const model = mlp({ inputLength: 180, hiddenUnits: 32, classes: 2, seed: 1 });
const optimizer = createOptimizer(presets['table3-mlp-notebook'].spec);
await trainModel(model, { x: await features(train), y: labels(train), optimizer, batchSize: 16, epochs: 60, seed: 1 });

const folder = mkdtempSync(join(tmpdir(), 'aver-model-'));
const input = { kind: 'features', groups: ['mfcc', 'chroma', 'mel'] };
await saveRecognizer(folder, { model, card: { labels: emotions, input, inputScale: 1 } });
const { data } = await predictProbabilities(await loadModel(folder), await features(test), { batchSize: 64 });
const { samples, sampleRate } = await test[0].read();
assert.ok(emotions.includes((await (await loadRecognizer(folder)).recognize(samples, sampleRate)).label));
rmSync(folder, { recursive: true });
const predicted = test.map((_, i) => emotions[Number(data[2 * i + 1] > data[2 * i])]);
const share = accuracy(
  test.map(({ fields }) => fields.emotion),
  predicted,
);
assert.ok(share > 0.75, `accuracy ${share}`);
console.log(`accuracy ${share} on ${test.length} synthetic recordings`);

async function features(items) {
  const rows = await Promise.all(
    items.map(async (item) => {
      const { samples, sampleRate } = await item.read();
      return featureVector(samples, sampleRate, { tuning: 0 }).values;
    }),
  );
  // Powers span many magnitudes: their logarithm is what a small network can learn from.
  const data = Float32Array.from(
    rows.flatMap((row) => [...row]),
    (value) => Math.sign(value) * Math.log1p(Math.abs(value)),
  );
  return { data, shape: [items.length, 180] };
}

function labels(items) {
  return oneHot(
    items.map(({ fields }) => fields.emotion),
    emotions,
  );
}
