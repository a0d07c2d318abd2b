import type { RecognizeOptions } from './recognize-options.js';
import { RecognizerError } from './recognizer-error.js';

/**
 * Refuses a sound beyond the limits before any work is done.
 *
 * @param samples Mono signal.
 * @param sampleRate Hz.
 * @throws TypeError when samples are no Float32Array.
 * @throws RecognizerError `SAMPLE_RATE_TOO_LOW` or `SOUND_TOO_LONG`.
 */
export function requireListenable(
  samples: Float32Array,
  sampleRate: number,
  { maxSeconds = 600, minSampleRate = 8000, name = 'the sound' }: RecognizeOptions = {},
): void {
  if (!(samples instanceof Float32Array)) {
    throw new TypeError(
      `recognize: samples must be a Float32Array; received ${samples === null ? 'null' : typeof samples}`,
    );
  }
  if (!(sampleRate >= minSampleRate)) {
    const problem = `sampleRate must be at least minSampleRate = ${minSampleRate} Hz; received ${sampleRate}`;
    throw new RecognizerError('SAMPLE_RATE_TOO_LOW', name, problem);
  }
  if (!(samples.length / sampleRate <= maxSeconds)) {
    const seconds = (samples.length / sampleRate).toFixed(1);
    const problem = `its length must be at most maxSeconds = ${maxSeconds} s; received ${seconds} s`;
    throw new RecognizerError('SOUND_TOO_LONG', name, problem);
  }
}
