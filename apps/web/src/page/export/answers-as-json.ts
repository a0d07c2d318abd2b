import type { ModelInfo, Moment, SoundTimeline } from '../../worker/calls.js';
import type { FileOutcome } from '../files/file-table.js';
import { shortName } from '../model/model-panel.js';

/**
 * Answers as a JSON document, with the model that gave them; each as `aver-bench predict --json` prints it.
 *
 * @param timeline Of the sound, where there is one answer and its timeline is known.
 */
export function answersAsJson(outcomes: readonly FileOutcome[], model: ModelInfo, timeline?: SoundTimeline): string {
  const { labels } = model.card;
  const named = (values: number[]) => Object.fromEntries(labels.map((label, i) => [label, values[i]]));
  const part = ({ start, end, label, probabilities }: Moment) => ({
    ...{ start, end, label },
    probabilities: named(probabilities),
  });
  const answers = outcomes.map((outcome) => {
    if ('error' in outcome) return { file: outcome.name, error: outcome.error };
    const { emotion, category, truth, probabilities } = outcome.answer;
    return {
      file: outcome.name,
      emotion,
      category,
      nameSays: truth,
      probabilities: named(probabilities.map(({ probability }) => probability)),
    };
  });
  const over = timeline && { segments: timeline.segments.map(part), moments: timeline.moments.map(part) };
  return `${JSON.stringify({ model: shortName(model.name), answers, timeline: over }, null, 2)}\n`;
}
