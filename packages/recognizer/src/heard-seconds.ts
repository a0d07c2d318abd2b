import type { ModelInputSpec } from '@aver/spectrogram';
import { inputParts } from './input-parts.js';

/**
 * How much of a sound a model hears at most, in seconds: Infinity where its input, or one of several, takes in the whole of it.
 *
 * @param input What the model is given.
 */
export function heardSeconds(input: ModelInputSpec): number {
  const seconds = inputParts(input).map((one) =>
    one.kind === 'logMel' ? (one.frames * one.hopLength) / one.rate : Number.POSITIVE_INFINITY,
  );
  return Math.max(...seconds);
}
