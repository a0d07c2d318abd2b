import type { ModelInfo } from '../../worker/calls.js';
import type { FileOutcome } from '../files/file-table.js';
import { shortName } from '../model/model-panel.js';

/** Answers as a JSON document, with the model that gave them; each as `aver-bench predict --json` prints it. */
export function answersAsJson(outcomes: readonly FileOutcome[], model: ModelInfo): string {
  const answers = outcomes.map((outcome) => {
    if ('error' in outcome) return { file: outcome.name, error: outcome.error };
    const { emotion, category, truth, probabilities } = outcome.answer;
    return {
      file: outcome.name,
      emotion,
      category,
      nameSays: truth,
      probabilities: Object.fromEntries(probabilities.map(({ label, probability }) => [label, probability])),
    };
  });
  return `${JSON.stringify({ model: shortName(model.name), answers }, null, 2)}\n`;
}
