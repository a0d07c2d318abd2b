import type { ModelInputSpec } from '@aver/spectrogram';

/**
 * How much of a sound a model hears at most, in seconds: Infinity where its input takes in the whole of it.
 *
 * @param input What the model is given.
 */
export function heardSeconds(input: ModelInputSpec): number {
  return input.kind === 'logMel' ? (input.frames * input.hopLength) / input.rate : Number.POSITIVE_INFINITY;
}
