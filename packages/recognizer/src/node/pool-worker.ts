import { prepareBackend } from '@aver/backend';
import { recognizeBytes } from '../recognize-bytes.js';
import type { Recognition, Recognizer } from '../recognizer.js';
import { RecognizerError } from '../recognizer-error.js';
import { loadRecognizer } from './load-recognizer.js';
import type { PoolResult, PoolTask } from './pool-task.js';
import { recognizeFile } from './recognize-file.js';

let recognizer: Promise<Recognizer> | undefined;

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

async function answerOf(recognizer: Recognizer, { sound, options }: PoolTask): Promise<Recognition | undefined> {
  if (!sound) return undefined;
  if ('path' in sound) return recognizeFile(recognizer, sound.path, options);
  if ('bytes' in sound) return recognizeBytes(recognizer, sound.bytes, options);
  return recognizer.recognize(sound.samples, sound.sampleRate, options);
}
