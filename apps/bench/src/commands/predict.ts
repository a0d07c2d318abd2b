import type { BackendName, ModelCard } from '@aver/backend';
import { loadModel } from '@aver/backend/node';
import { classify } from '@aver/models';
import { type CorpusEmotion, paperSentences, polarity } from '@aver/ravdess';
import { modelInput } from '@aver/spectrogram';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readWav } from '../inputs/read-wav.js';
import { prepareAppBackend } from '../processes/app-backend.js';
import { readCard } from '../processes/model-card.js';
import { CommandError } from '../terminal/command-error.js';

/** What `--json` prints of a file. */
interface FilePrediction {
  file: string;
  emotion: CorpusEmotion;
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
  const card = await readCard(directory);
  await prepareAppBackend(backend as BackendName | 'auto');
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
  else for (const one of predictions) if (!('error' in one)) process.stdout.write(answer(one, files.length > 1));
  const failed = predictions.flatMap((one) => ('error' in one ? [one.error] : []));
  if (failed.length > 0) throw new CommandError(failed.join('\naver-bench: '), 2);
}

async function predictFile(model: LayersModel, card: ModelCard<CorpusEmotion>, file: string): Promise<FilePrediction> {
  const { emotions, inputScale } = card;
  const { samples, sampleRate } = await readWav(file);
  const { data, shape } = modelInput(samples, sampleRate, card.input);
  const x = { data, shape: [1, ...shape] };
  const [{ label, probabilities }] = await classify(model, x, { labels: emotions, inputScale });
  return {
    file,
    emotion: label,
    category: polarity(label),
    probabilities: Object.fromEntries(emotions.map((emotion, i) => [emotion, probabilities[i]])),
  };
}

function answer({ file, emotion }: FilePrediction, several: boolean): string {
  return `${several ? `${file}:\n` : ''}${paperSentences(emotion).join('\n')}\n`;
}
