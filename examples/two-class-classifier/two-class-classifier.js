// Sounds become spectrogram pictures, a small network of plain tfjs layers learns two classes, and new sounds test it.
import { prepareBackend } from '@aver/backend';
import { loadModel, saveModel } from '@aver/backend/node';
import { predictProbabilities, trainModel } from '@aver/models';
import { createOptimizer } from '@aver/optim';
import { grayPicture } from '@aver/spectrogram';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { labels, sounds } from './sounds.js';

const size = 32;
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
  y: oneHot(training),
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

await saveModel(model, 'model');
const fresh = sounds(100, 2);
const { data } = await predictProbabilities(await loadModel('model'), pictures(fresh), { batchSize: 50 });
const right = fresh.filter(({ label }, i) => labels[Number(data[2 * i + 1] > data[2 * i])] === label).length;
console.log(`${right} of ${fresh.length} new sounds right`);

/** One gray picture for each sound, as numbers from 0 to 1: (sounds, size, size, 1). */
function pictures(items) {
  const data = new Float32Array(items.length * size * size);
  for (const [i, { samples, sampleRate }] of items.entries()) {
    const picture = grayPicture(samples, sampleRate, { width: size, height: size });
    data.set(
      Float32Array.from(picture.data, (level) => level / 255),
      i * size * size,
    );
  }
  return { data, shape: [items.length, size, size, 1] };
}

/** (sounds, classes). */
function oneHot(items) {
  const data = Float32Array.from(items.flatMap(({ label }) => labels.map((name) => Number(name === label))));
  return { data, shape: [items.length, labels.length] };
}
