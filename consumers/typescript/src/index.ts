// Every package and entry under strict types, each result put into a variable of the type that its docs promise.
import { type BackendName, prepareBackend } from '@aver/backend';
import { loadModel, saveModel } from '@aver/backend/node';
import { type ClassificationReport, classificationReport, wilsonInterval } from '@aver/metrics';
import { cnn2d, type TrainModelResult, trainModel } from '@aver/models';
import { speechEmbedding } from '@aver/models/speech-embedding';
import { createOptimizer, type OptimizerSpec } from '@aver/optim';
import { type Emotion, parseFilename, RavdessError } from '@aver/ravdess';
import { listRecordings } from '@aver/ravdess/node';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { createRecognizer, type ModelCard, type RecognizedLabel, type Recognizer } from '@aver/recognizer';
import { type FileRecognizer, loadRecognizer } from '@aver/recognizer/node';
import weights from '@aver/recognizer-weights';
import { grayPicture, mfcc } from '@aver/spectrogram';
import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

const emotion: Emotion = parseFilename('03-01-05-01-01-01-20.wav').emotion;
// @ts-expect-error: a misspelt emotion is a type error.
const misspelt: Emotion = 'hapy';
const report: ClassificationReport = classificationReport([emotion], [emotion]);
const { low, high }: { low: number; high: number } = wilsonInterval(1, 2);

const [recording] = syntheticRecordings({ actors: [1], emotions: ['sad'] });
const { samples, sampleRate } = await recording.read();
const coefficients: { data: Float32Array; shape: [number, number] } = mfcc(samples, sampleRate, { nMfcc: 13 });
const picture: Uint8Array = grayPicture(samples, sampleRate).data;

const spec: OptimizerSpec = {
  name: 'adam',
  form: 'paper',
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};
const optimizer: tf.Optimizer = createOptimizer(spec);
// @ts-expect-error: every number is explicit.
const incomplete: OptimizerSpec = { name: 'adam', form: 'paper', learningRate: 0.01 };

const backend: BackendName = (await prepareBackend('wasm')).name;
const model: LayersModel = cnn2d({ form: 'notebook', inputSize: 150, classes: 2, seed: 1 });
const embedding: LayersModel = speechEmbedding({ trainable: true });
const trained: TrainModelResult = await trainModel(model, {
  x: { data: picture, shape: [1, 150, 150, 1] },
  y: { data: Float32Array.of(1, 0), shape: [1, 2] },
  optimizer,
  batchSize: 1,
  epochs: 1,
  seed: 1,
});

const input = { kind: 'picture', style: 'gray', size: 150 } as const;
const card: ModelCard<'cat' | 'dog'> = { labels: ['cat', 'dog'], input, inputScale: 1 };
const recognizer: Recognizer<'cat' | 'dog'> = createRecognizer({ model, card });
const label: RecognizedLabel<'cat' | 'dog'> = (await recognizer.recognize(samples, sampleRate)).label;

const shipped: FileRecognizer = await loadRecognizer();
const labels: readonly string[] = weights.card.labels;

const notFound = await listRecordings('no-such-folder').catch((error) => error instanceof RavdessError && error.code);
console.log(label, backend, trained.stopped, coefficients.shape[0], report.classes.length, low < high, notFound);
console.log(embedding.countParams(), shipped.card.labels.length === labels.length);
void [misspelt, incomplete, loadModel, saveModel];
