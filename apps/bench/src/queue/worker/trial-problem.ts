import { corpora } from '@aver/ravdess';
import { z } from 'zod';
import { problemOf } from '../../terminal/problem-of.js';
import type { Needs } from '../needs.js';

const whole = (least: number, most: number) => z.int().min(least).max(most);

/** What decides how long a trial takes and how much memory, within what any table asks for; its input bounds itself. */
const trialForm = z.object({
  build: z.string(),
  data: z.object({
    corpus: z.enum(Object.keys(corpora)),
    fingerprint: z.string(),
    emotions: z.array(z.string()).min(1).max(1000),
  }),
  split: z.object({ kind: z.enum(['random', 'speakers', 'statements', 'notebook', 'none']) }),
  input: z.object({ kind: z.enum(['features', 'picture', 'logMel', 'voice']) }),
  model: z.object({
    kind: z.enum(['cnn2d', 'cnn1d', 'mlp', 'spectrogram-cnn', 'voice-network']),
    classes: whole(2, 1000),
    hiddenUnits: whole(1, 10_000).optional(),
    filters: z.array(whole(1, 4096)).max(32).optional(),
  }),
  optimizer: z.object({ name: z.string() }),
  training: z.object({ batchSize: whole(1, 100_000), epochs: whole(1, 100_000) }),
  backend: z.string(),
  seed: whole(0, 2 ** 32 - 1),
});

/** Why a trial that came out of a queue must not be done, in one line; undefined where it may. */
export function trialProblem(trial: unknown, { build, backend, data }: Needs): string | undefined {
  const problem = problemOf(trialForm, trial);
  if (problem) return problem;
  const found = trial as z.infer<typeof trialForm>;
  const same = found.build === build && found.backend === backend && found.data.fingerprint === data.fingerprint;
  return same ? undefined : 'its version, backend or recordings are not those of its queue';
}
