import { prepareBackend } from '@aver/backend';
import type { Recognition } from '../recognizer.js';
import { RecognizerError } from '../recognizer-error.js';
import { type FileRecognizer, loadRecognizer } from './load-recognizer.js';
import type { PoolResult, PoolTask } from './pool-task.js';

/** How long a thread gets ready at least. */
const warmUpMilliseconds = 200;

let recognizer: Promise<FileRecognizer> | undefined;

/** A thread of `createRecognizerPool`: it loads the model once and does one task after the other. */
export default async function work(task: PoolTask): Promise<PoolResult> {
  try {
    recognizer ??= prepareBackend(task.backend).then(() => loadRecognizer(task.folder));
    return { answer: await answerOf(await recognizer, task) };
  } catch (error) {
    if (!(error instanceof RecognizerError)) throw error;
    const { code, path, field, message } = error;
    return { code, path, field, problem: message.slice(path.length + 2) };
  }
}

async function answerOf(recognizer: FileRecognizer, { sound, options }: PoolTask): Promise<Recognition | undefined> {
  if (!sound) return warmedUp(recognizer);
  if ('path' in sound) return recognizer.recognizeFile(sound.path, options);
  if ('bytes' in sound) return recognizer.recognizeBytes(sound.bytes, options);
  return recognizer.recognize(sound.samples, sound.sampleRate, options);
}

/**
 * Hears some noise, so that the first sounds that are asked about do not wait for what is compiled, and for tables that are
 * made, at a first time.
 */
async function warmedUp(recognizer: FileRecognizer): Promise<undefined> {
  const sampleRate = 48_000;
  const noise = Float32Array.from({ length: sampleRate }, (_, n) => 0.1 * Math.sin(n * n));
  const started = performance.now();
  do await recognizer.recognize(noise, sampleRate);
  while (performance.now() - started < warmUpMilliseconds);
}
