import { z } from 'zod';
import { corpusOf, isCorpusId } from '../compute/corpus-of.js';
import { countAnswers, learnedLabels } from '../compute/learned-labels.js';
import { trialKey } from '../compute/trial-key.js';
import type { TrialResult } from '../compute/trial-result.js';
import { problemOf } from '../terminal/problem-of.js';

const count = z.int().min(0);
const seconds = z.number().min(0);
const words = z.string().max(1000);

const resultForm = z.object({
  key: words,
  trial: z.object({
    data: z.object({
      corpus: z.string().refine(isCorpusId, 'expected the name of a corpus'),
      emotions: z.array(words),
      auxiliary: z.array(words).optional(),
      labels: z.record(words, words).optional(),
    }),
    model: z.object({ classes: count }),
    training: z.object({ epochs: count }),
  }),
  trainCount: count,
  testCount: count,
  sharedContent: count,
  // What is no finite number becomes null in JSON.
  predictions: z.array(
    z.object({ name: words, yTrue: words, yPred: words, probabilities: z.array(z.number().nullable()) }),
  ),
  history: z.object({
    loss: z.array(z.number().nullable()),
    heldOut: z.array(z.object({ epoch: count, loss: z.number().nullable() })).optional(),
    stopped: z.enum(['epochs', 'converged', 'aborted', 'diverged']),
  }),
  seconds: z.object({ train: seconds, predict: seconds }),
  parameters: count,
  environment: z.object({ backend: words, node: words, tfjs: words, processor: words }),
});

/**
 * Why a value, read from a file or a queue, is not the result of a trial, in one line; undefined where it may be.
 *
 * @param key The trial's.
 */
export function resultProblem(value: unknown, key: string): string | undefined {
  const problem = problemOf(resultForm, value);
  if (problem) return problem;
  const { trial, predictions, history, testCount, ...result } = value as TrialResult;
  if (result.key !== key) return `it is that of trial ${result.key}`;
  // The trial is what its key says, seed and all: else a result of other settings would pass for this one.
  const own = trialKey(trial);
  if (own !== key) return `the trial that it names is ${own}`;
  if (predictions.length !== testCount)
    return `testCount is ${testCount}, and there are ${predictions.length} predictions`;
  if (history.loss.length > trial.training.epochs) return `history.loss has more than ${trial.training.epochs} epochs`;
  const { emotions } = trial.data;
  const { parseName } = corpusOf(trial.data.corpus, learnedLabels(trial.data), trial.data.labels);
  const wrong = predictions.findIndex(
    ({ name, yTrue, yPred, probabilities }) =>
      probabilities.length !== countAnswers(trial) ||
      !(yPred === 'other' || emotions.includes(yPred)) ||
      !emotions.includes(yTrue) ||
      emotionOf(parseName, name) !== yTrue,
  );
  return wrong < 0 ? undefined : `predictions.${wrong}: it is none of a recording and model of this trial`;
}

function emotionOf(parseName: ReturnType<typeof corpusOf>['parseName'], name: string): string | undefined {
  try {
    return parseName(name).emotion;
  } catch {
    return undefined;
  }
}
