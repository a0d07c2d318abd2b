import { corpora } from '@aver/ravdess';
import { z } from 'zod';
import { isBaseline } from '../../compute/baseline.js';
import type { ModelSpec } from '../../compute/trial.js';
import { problemOf } from '../../terminal/problem-of.js';
import type { Needs } from '../needs.js';

const whole = (least: number, most: number) => z.int().min(least).max(most);

/** What decides how long a trial takes and how much memory, within what any table asks for; its input bounds itself. */
const trialForm = z.object({
  build: z.string(),
  data: z.object({
    corpus: z.enum([...Object.keys(corpora), 'folders']),
    fingerprint: z.string(),
    emotions: z.array(z.string()).min(1).max(1000),
    auxiliary: z.array(z.string()).max(1000).optional(),
    labels: z.record(z.string(), z.string()).optional(),
  }),
  split: z.object({ kind: z.enum(['random', 'speakers', 'statements', 'notebook', 'none']) }),
  input: z.object({ kind: z.enum(['features', 'picture', 'logMel', 'voice']) }),
  model: z.object({
    kind: z.enum(['cnn2d', 'cnn1d', 'mlp', 'spectrogram-cnn', 'voice-network', 'svm', 'knn']),
    classes: whole(2, 1000),
    hiddenUnits: whole(1, 10_000).optional(),
    neighbours: whole(1, 10_000).optional(),
    filters: z.array(whole(1, 4096)).max(32).optional(),
  }),
  // Only what is no network has none.
  optimizer: z.object({ name: z.string() }).optional(),
  training: z.object({ batchSize: whole(1, 100_000), epochs: whole(1, 100_000) }),
  backend: z.string(),
  seed: whole(0, 2 ** 32 - 1),
});

/** Why a trial that came out of a queue must not be done, in one line; undefined where it may. */
export function trialProblem(trial: unknown, { build, backend, data }: Needs): string | undefined {
  const problem = problemOf(trialForm, trial);
  if (problem) return problem;
  const found = trial as z.infer<typeof trialForm>;
  if (!found.optimizer && !isBaseline(found.model as ModelSpec)) return 'expected a trial; optimizer: expected one';
  const same = found.build === build && found.backend === backend && found.data.fingerprint === data.fingerprint;
  return same ? undefined : 'its version, backend or recordings are not those of its queue';
}
