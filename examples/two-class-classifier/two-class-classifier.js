// Sounds become spectrogram pictures, a small network of plain tfjs layers learns two classes, and new sounds test it.
import { prepareBackend } from '@aver/backend';
import { oneHot, trainModel } from '@aver/models';
import { createOptimizer } from '@aver/optim';
import { loadRecognizer, saveRecognizer } from '@aver/recognizer/node';
import { modelInput } from '@aver/spectrogram';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { labels, sounds } from './sounds.js';

const size = 32;
const input = { kind: 'picture', style: 'gray', size };
const inputScale = 1 / 255;
console.log((await prepareBackend()).reason);

const seeded = (seed) => initializers.glorotUniform({ seed });
const model = sequential({
  layers: [
    layers.conv2d({
      inputShape: [size, size, 1],
      filters: 8,
      kernelSize: 5,
      activation: 'relu',
      kernelInitializer: seeded(1),
    }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.conv2d({ filters: 16, kernelSize: 5, activation: 'relu', kernelInitializer: seeded(2) }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.flatten(),
    layers.dense({ units: labels.length, activation: 'softmax', kernelInitializer: seeded(3) }),
  ],
});
const training = sounds(200, 1);
const { loss } = await trainModel(model, {
  x: pictures(training),
  y: oneHot(
    training.map(({ label }) => label),
    labels,
  ),
  optimizer: createOptimizer({
    name: 'adam',
    form: 'keras',
    learningRate: 0.005,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-7,
  }),
  batchSize: 20,
  epochs: 20,
  seed: 1,
});
console.log(`loss ${loss[0].toFixed(3)} -> ${loss.at(-1).toFixed(3)}`);

await saveRecognizer('model', { model, card: { labels, input, inputScale } });
const recognizer = await loadRecognizer('model');
const fresh = sounds(100, 2);
let right = 0;
for (const { samples, sampleRate, label } of fresh) {
  if ((await recognizer.recognize(samples, sampleRate)).label === label) right++;
}
console.log(`${right} of ${fresh.length} new sounds right`);

/** One gray picture for each sound, as numbers from 0 to 1: (sounds, size, size, 1). */
function pictures(items) {
  const data = new Float32Array(items.length * size * size);
  for (const [i, { samples, sampleRate }] of items.entries()) {
    const picture = modelInput(samples, sampleRate, input);
    data.set(
      Float32Array.from(picture.data, (level) => level * inputScale),
      i * size * size,
    );
  }
  return { data, shape: [items.length, size, size, 1] };
}
