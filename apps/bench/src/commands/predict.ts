import { BackendError, type BackendName } from '@aver/backend';
import { isCorpusEmotion, paperSentences, polarity } from '@aver/ravdess';
import { type Recognizer, RecognizerError } from '@aver/recognizer';
import { loadRecognizer } from '@aver/recognizer/node';
import { readWav } from '../inputs/read-wav.js';
import { prepareAppBackend } from '../processes/app-backend.js';
import { CommandError } from '../terminal/command-error.js';

/** What `--json` prints of a file. */
interface FilePrediction {
  file: string;
  /** The model's label. */
  emotion: string;
  /** Where the label is an emotion of one of the corpora. */
  category?: 'positive' | 'negative';
  /** By label, in the model's order. */
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
  await prepareAppBackend(backend as BackendName | 'auto');
  const recognizer = await load(directory);
  const predictions: Array<FilePrediction | { file: string; error: string }> = [];
  for (const file of files) {
    try {
      predictions.push(await predictFile(recognizer, file));
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

async function load(directory: string): Promise<Recognizer> {
  try {
    return await loadRecognizer(directory);
  } catch (error) {
    if (!(error instanceof RecognizerError || error instanceof BackendError)) throw error;
    throw new CommandError(error.message, 2, { cause: error });
  }
}

async function predictFile(recognizer: Recognizer, file: string): Promise<FilePrediction> {
  const { samples, sampleRate } = await readWav(file);
  const { label, probabilities } = await recognizer.recognize(samples, sampleRate);
  return {
    file,
    emotion: label,
    ...(isCorpusEmotion(label) && { category: polarity(label) }),
    probabilities: Object.fromEntries(probabilities.map(({ label, probability }) => [label, probability])),
  };
}

function answer({ file, emotion }: FilePrediction, several: boolean): string {
  const lines = isCorpusEmotion(emotion) ? paperSentences(emotion) : [emotion];
  return `${several ? `${file}:\n` : ''}${lines.join('\n')}\n`;
}
