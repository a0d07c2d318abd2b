import type { ModelInfo, SoundTimeline } from '../../worker/calls.js';
import { csvOf } from './csv-of.js';

/** A timeline as comma-separated values: one line for each answer, one column for the probability of each label. */
export function timelineAsCsv({ moments }: SoundTimeline, { card }: ModelInfo): string {
  const head = ['start', 'end', 'answer', ...card.labels.map((label) => `p(${label})`)];
  const rows = moments.map(({ start, end, label, probabilities }) => [
    ...[start.toFixed(3), end.toFixed(3), label],
    ...probabilities.map(String),
  ]);
  return csvOf([head, ...rows]);
}
