import type { ModelCard } from '@aver/recognizer';
import type { TrialResult } from '../compute/trial-result.js';

/**
 * How a trial's model is asked.
 *
 * @param sampleRate Of the recordings, Hz, where all have the same: features and pictures depend on it.
 */
export function cardOf({ trial }: TrialResult, sampleRate?: number): ModelCard {
  const { input, inputScale, data } = trial;
  const depends = input.kind === 'features' || input.kind === 'picture';
  return { labels: data.emotions, input, inputScale, ...(depends && sampleRate && { sampleRate }) };
}

/** How a trial's model came to be: what its card says beside. */
export function originOf({ trial, key, environment }: TrialResult): object {
  return {
    trial: { key, ...trial },
    environment,
    licence: 'Weights learned from recordings fall under their licence: CC BY-NC-SA 4.0 for RAVDESS.',
  };
}
