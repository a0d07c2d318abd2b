// In the page: a synthetic recording becomes a picture and features, and a CNN-1D is trained on the wasm backend.
import { prepareBackend } from '@aver/backend';
import { accuracy } from '@aver/metrics';
import { cnn1d, oneHot, trainModel } from '@aver/models';
import { speechEmbedding } from '@aver/models/speech-embedding';
import { createOptimizer, presets } from '@aver/optim';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { createRecognizer } from '@aver/recognizer';
import { featureVector, grayPicture } from '@aver/spectrogram';

async function run() {
  const { name, reason } = await prepareBackend('wasm', { wasmPaths: '/wasm/' });
  const recordings = syntheticRecordings({ actors: [1, 2], emotions: ['sad', 'angry'], sampleRate: 16000 }).slice(0, 4);
  const rows = [];
  let picture;
  for (const recording of recordings) {
    const { samples, sampleRate } = await recording.read();
    picture ??= grayPicture(samples, sampleRate);
    rows.push(...featureVector(samples, sampleRate, { tuning: 0 }).values);
  }
  const model = cnn1d({ form: 'four-convolutions', classes: 2, seed: 1 });
  const { loss } = await trainModel(model, {
    x: { data: Float32Array.from(rows), shape: [4, 180, 1] },
    y: oneHot(['sad', 'sad', 'angry', 'angry'], ['sad', 'angry']),
    optimizer: createOptimizer(presets['table3-cnn1d-notebook'].spec),
    batchSize: 4,
    epochs: 3,
    seed: 1,
  });
  const input = { kind: 'features', groups: ['mfcc', 'chroma', 'mel'] };
  const recognizer = createRecognizer({ model, card: { labels: ['sad', 'angry'], input, inputScale: 1 } });
  const { samples, sampleRate } = await recordings[0].read();
  const { label } = await recognizer.recognize(samples, sampleRate);
  const parameters = speechEmbedding().countParams();
  return { name, reason, parameters, loss, label, picture: picture.shape, accuracy: accuracy(['a'], ['a']) };
}

run().then(
  (result) => Object.assign(window, { result }),
  (error) => Object.assign(window, { result: { error: String(error?.stack ?? error) } }),
);
