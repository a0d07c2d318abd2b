import { answerOf, type Prediction, type TrialResult } from '../compute/trial-result.js';
import type { RowSpec } from '../rows/row-spec.js';
import { sameSplit } from './same-split.js';

/** Results of one test part, as if one model had given the mean of their probabilities. */
export function askTogether(results: TrialResult[]): TrialResult {
  const [first] = results;
  const predictions = first.predictions.map(({ name, yTrue, probabilities }, i): Prediction => {
    const mean = probabilities.map(
      (_, output) => results.reduce((sum, one) => sum + one.predictions[i].probabilities[output], 0) / results.length,
    );
    return { name, yTrue, yPred: answerOf(mean, first.trial.data.emotions), probabilities: mean };
  });
  return { ...first, predictions };
}

/**
 * What a row answers: its trials' results, or, where it is asked together with another row, a result for each two that
 * learned from the same recordings under the same seed. One whose counterpart is not there yet is left out.
 *
 * @param results Those of all trials that the row asks for.
 */
export function answersOf({ together }: RowSpec, results: TrialResult[]): TrialResult[] {
  if (!together) return results;
  const isOther = ({ trial }: TrialResult) => trial.model.kind === together.recipes.notebook.model.kind;
  return results
    .filter((one) => !isOther(one))
    .flatMap((one) => {
      const other = results.find((candidate) => isOther(candidate) && sameSplit(candidate.trial, one.trial));
      return other ? [joined(one, other)] : [];
    });
}

function joined(one: TrialResult, other: TrialResult): TrialResult {
  const both = [one, other];
  const sum = (pick: (result: TrialResult) => number) => both.reduce((total, result) => total + pick(result), 0);
  const diverged = both.some(({ history }) => history.stopped === 'diverged');
  return {
    ...askTogether(both),
    // Two trainings have no one course of the loss.
    history: { loss: [], stopped: diverged ? 'diverged' : 'epochs' },
    parameters: sum(({ parameters }) => parameters),
    seconds: { train: sum(({ seconds }) => seconds.train), predict: sum(({ seconds }) => seconds.predict) },
  };
}
