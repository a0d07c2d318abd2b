import { availableParallelism } from 'node:os';
import type { BackendName } from '@aver/backend';
import { Tinypool } from 'tinypool';
import type { RecognizeOptions } from '../recognize-options.js';
import type { Recognition } from '../recognizer.js';
import { RecognizerError } from '../recognizer-error.js';
import type { PoolResult, PoolTask } from './pool-task.js';

/** Options of {@link createRecognizerPool}. */
export interface RecognizerPoolOptions {
  /** Path of a model's folder. @default the model that @aver/recognizer-weights ships */
  folder?: string;
  /** How many sounds are heard at once, each with a copy of the model. @default one for each core */
  threads?: number;
  /** What computes, as `prepareBackend` of @aver/backend has it. @default 'auto' */
  backend?: BackendName | 'auto';
}

/** A recognizer in several threads: its caller's thread stays free. */
export interface RecognizerPool {
  /** As of a recognizer, in a thread; an aborted signal ends the computation itself. */
  recognize(samples: Float32Array, sampleRate: number, options?: RecognizeOptions): Promise<Recognition>;
  /** As of a recognizer, in a thread. */
  recognizeBytes(bytes: Uint8Array, options?: RecognizeOptions): Promise<Recognition>;
  /** As of a recognizer of this entry, in a thread. */
  recognizeFile(path: string, options?: RecognizeOptions): Promise<Recognition>;
  /** Ends the threads, which otherwise keep the process alive; what is not answered then fails with `POOL_CLOSED`. */
  close(): Promise<void>;
}

/**
 * Threads that each load a model and answer requests, the first that is free the next.
 *
 * @param options Which model, how many threads, and what computes.
 * @returns The pool, once every thread has loaded the model and heard some noise, so that first answers are not slower.
 * @throws RangeError when threads is not a whole number from 1 to 256.
 * @throws RecognizerError or Error, as `loadRecognizer` and `prepareBackend` throw them; no thread is left then.
 * @example
 * const pool = await createRecognizerPool({ threads: 4 });
 * const answers = await Promise.all(paths.map((path) => pool.recognizeFile(path)));
 * await pool.close();
 */
export async function createRecognizerPool({
  folder,
  threads = availableParallelism(),
  backend = 'auto',
}: RecognizerPoolOptions = {}): Promise<RecognizerPool> {
  if (!(Number.isSafeInteger(threads) && threads >= 1 && threads <= 256)) {
    throw new RangeError(`createRecognizerPool: threads must be a whole number from 1 to 256; received ${threads}`);
  }
  const filename = new URL('./pool-worker.js', import.meta.url).href; // beside the built entry
  const pool = new Tinypool({ filename, runtime: 'worker_threads', minThreads: threads, maxThreads: threads });
  let isClosed = false;
  const closed = () => new RecognizerError('POOL_CLOSED', folder ?? 'the shipped model', 'its pool is closed');

  async function run(sound?: PoolTask['sound'], { signal, ...options }: RecognizeOptions = {}): Promise<Recognition> {
    signal?.throwIfAborted();
    if (isClosed) throw closed();
    const task: PoolTask = { folder, backend, sound, options };
    let result: PoolResult;
    try {
      result = await pool.run(task, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw isClosed ? closed() : error;
    }
    if ('code' in result) throw new RecognizerError(result.code, result.path, result.problem, { field: result.field });
    return result.answer as Recognition;
  }

  try {
    // A thread does one task at a time, and these take long, so that each gets one.
    await Promise.all(Array.from({ length: threads }, () => run()));
  } catch (error) {
    await pool.destroy();
    throw error;
  }
  return {
    recognize: (samples, sampleRate, options) => run({ samples, sampleRate }, options),
    recognizeBytes: (bytes, options) => run({ bytes }, options),
    recognizeFile: (path, options) => run({ path }, options),
    close() {
      isClosed = true;
      return pool.destroy();
    },
  };
}
