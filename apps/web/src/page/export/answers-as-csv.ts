import type { ModelInfo } from '../../worker/calls.js';
import type { FileOutcome } from '../files/file-table.js';
import { shortName } from '../model/model-panel.js';
import { csvOf } from './csv-of.js';

/**
 * Answers as a table of comma-separated values: one line for each file, one column for the probability of each label.
 */
export function answersAsCsv(outcomes: readonly FileOutcome[], model: ModelInfo): string {
  const { labels } = model.card;
  const head = ['file', 'answer', 'category', 'name says', ...labels.map((label) => `p(${label})`), 'error', 'model'];
  const rows = outcomes.map((outcome) => {
    const name = shortName(model.name);
    if ('error' in outcome) return [outcome.name, '', '', '', ...labels.map(() => ''), outcome.error, name];
    const { emotion, category = '', truth = '', probabilities } = outcome.answer;
    return [outcome.name, emotion, category, truth, ...probabilities.map((one) => String(one.probability)), '', name];
  });
  return csvOf([head, ...rows]);
}
