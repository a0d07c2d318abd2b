import { type BackendName, prepareBackend } from '@aver/backend';
import { loadModel } from '@aver/backend/node';
import { predictProbabilities } from '@aver/models';
import { type Emotion, polarity } from '@aver/ravdess';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { CommandError } from '../command-error.js';
import { computeInput } from '../data/input.js';
import { loadTfjsNode } from '../load-tfjs-node.js';
import { type ModelCard, readModelCard } from '../models/model-card.js';
import { readWav } from '../read-wav.js';

/** What `--json` prints of a file. */
interface FilePrediction {
  file: string;
  emotion: Emotion;
  category: 'positive' | 'negative';
  /** By emotion, in the model's order. */
  probabilities: Record<string, number>;
}

/**
 * `aver-bench predict`: what the model says of each file, in the sentences of the paper's algorithm, step 7. A file
 * that cannot be read does not stop the others; it is named, and the exit code tells.
 */
export async function predict(
  directory: string,
  files: string[],
  { backend, json }: { backend: string; json?: boolean },
): Promise<void> {
  const card = await readModelCard(directory);
  await prepareBackend(backend as BackendName | 'auto', { loadNode: loadTfjsNode });
  const model = await loadModel(directory);
  const predictions: Array<FilePrediction | { file: string; error: string }> = [];
  for (const file of files) {
    try {
      predictions.push(await predictFile(model, card, file));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      predictions.push({ file, error: error.message });
    }
  }
  if (json) process.stdout.write(`${JSON.stringify(predictions)}\n`);
  else for (const one of predictions) if (!('error' in one)) process.stdout.write(sentences(one, files.length > 1));
  const failed = predictions.flatMap((one) => ('error' in one ? [one.error] : []));
  if (failed.length > 0) throw new CommandError(failed.join('\naver-bench: '), 2);
}

async function predictFile(model: LayersModel, card: ModelCard, file: string): Promise<FilePrediction> {
  const { data } = computeInput(card.input, await readWav(file));
  const shape = [1, ...(model.inputs[0].shape.slice(1) as number[])];
  const x = { data: Float32Array.from(data, (value) => value * card.inputScale), shape };
  const outputs = (await predictProbabilities(model, x, { batchSize: 1 })).data;
  // Spare outputs, beyond the emotions, are never an answer.
  const values = card.emotions.map((emotion, i) => ({ emotion, probability: outputs[i] }));
  const best = values.reduce((most, one) => (one.probability > most.probability ? one : most));
  return {
    file,
    emotion: best.emotion,
    category: polarity(best.emotion),
    probabilities: Object.fromEntries(values.map(({ emotion, probability }) => [emotion, probability])),
  };
}

/** The paper's sentences, word for word. */
function sentences({ file, emotion, category }: FilePrediction, several: boolean): string {
  return `${several ? `${file}:\n` : ''}Your emotion comes under ${category} category ... your emotion is ${emotion}
Emotion categories : Positive & Negative
Positive emotions : happy, neutral
Negative emotions : angry, sad
`;
}
