import type { ModelCard } from '@aver/recognizer';
import type { TrialResult } from '../compute/trial-result.js';

/** How a trial's model is asked. */
export function cardOf({ trial }: TrialResult): ModelCard {
  return { labels: trial.data.emotions, input: trial.input, inputScale: trial.inputScale };
}

/** How a trial's model came to be: what its card says beside. */
export function originOf({ trial, key, environment }: TrialResult): object {
  return {
    trial: { key, ...trial },
    environment,
    licence: 'Weights learned from recordings fall under their licence: CC BY-NC-SA 4.0 for RAVDESS.',
  };
}
