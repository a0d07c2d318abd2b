// Node >= 20.19 loads ES modules with require: a CommonJS project needs nothing special, and shares one TensorFlow.js.
const assert = require('node:assert/strict');
const { prepareBackend } = require('@aver/backend');
const { formatReport, classificationReport } = require('@aver/metrics');
const { mlp } = require('@aver/models');
const { createOptimizer, presets } = require('@aver/optim');
const { parseFilename } = require('@aver/ravdess');
const { listRecordings } = require('@aver/ravdess/node');
const { createRecognizer } = require('@aver/recognizer');
const { syntheticRecordings } = require('@aver/ravdess/synthetic');
const { mfcc } = require('@aver/spectrogram');
const tf = require('@tensorflow/tfjs-core');

async function main() {
  assert.equal(parseFilename('03-01-05-01-01-01-20.wav').actor, 20);
  assert.match(formatReport(classificationReport(['sad', 'angry'], ['sad', 'sad'])), /accuracy +0\.50 +2/);
  assert.equal(typeof listRecordings, 'function');
  const [recording] = syntheticRecordings({ actors: [1], emotions: ['sad'] });
  const { samples, sampleRate } = await recording.read();
  assert.equal(mfcc(samples, sampleRate, { nMfcc: 13 }).shape[0], 13);

  assert.equal((await prepareBackend('wasm')).name, 'wasm');
  assert.equal(tf.getBackend(), 'wasm'); // One tfjs-core, whoever loads it.
  const model = mlp({ inputLength: 4, hiddenUnits: 3, classes: 2, seed: 1 });
  model.compile({ optimizer: createOptimizer(presets['table3-mlp-notebook'].spec), loss: 'categoricalCrossentropy' });
  const { history } = await model.fit(tf.ones([8, 4]), tf.tensor2d(Array(8).fill([1, 0])), { epochs: 2, verbose: 0 });
  assert.ok(history.loss[1] < history.loss[0]);
  const card = { labels: ['a', 'b'], input: { kind: 'picture', style: 'gray', size: 2 }, inputScale: 1 };
  assert.ok(card.labels.includes((await createRecognizer({ model, card }).recognize(samples, sampleRate)).label));
  console.log('require works');
}

main();
