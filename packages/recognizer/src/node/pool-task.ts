import type { BackendName } from '@aver/backend';
import type { RecognizeOptions } from '../recognize-options.js';
import type { Recognition } from '../recognizer.js';
import type { RecognizerErrorCode } from '../recognizer-error.js';

/** What a thread of a pool is asked: plain data. Without a sound, to get ready. */
export interface PoolTask {
  /** Absent for the shipped model. */
  folder?: string;
  backend: BackendName | 'auto';
  sound?: { samples: Float32Array; sampleRate: number } | { bytes: Uint8Array } | { path: string };
  options?: Omit<RecognizeOptions, 'signal'>;
}

/** What it answers. A RecognizerError would lose its fields between threads. */
export type PoolResult =
  | { answer?: Recognition }
  | { code: RecognizerErrorCode; path: string; problem: string; field?: string };
