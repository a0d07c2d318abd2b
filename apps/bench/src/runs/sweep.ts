import { paperEmotions } from '@aver/ravdess';
import { build } from '../compute/build.js';
import type { Trial } from '../compute/trial.js';
import type { TrialResult } from '../compute/trial-result.js';
import { nobody, type Onlooker } from '../terminal/onlooker.js';
import { type SessionOptions, withSession } from './session.js';
import { trialRequest } from './trial-request.js';

/** A trial as a caller writes it: data, backend and version are the sweep's. */
export type SweepTrial = Omit<Trial, 'build' | 'data' | 'backend'>;

/**
 * Where a sweep takes its recordings from, what computes, where results are kept (by default the paper's four emotions
 * of RAVDESS, the fastest backend, `aver-results`), and who is told how far it is.
 */
export interface SweepOptions extends Partial<SessionOptions>, Partial<Onlooker> {}

/**
 * Runs trials in worker processes, each result kept in a file as soon as it is there, so that a stopped sweep goes on
 * where it was. A trial is a function of its JSON: the same one gives the same predictions.
 *
 * @param trials What is to be trained and tested.
 * @returns One result for each trial, in their order.
 * @throws CommandError when the data cannot be used or the folder not written.
 * @throws AggregateError with the error of every trial that failed; the others are kept.
 *
 * @example
 * const results = await sweep([0.001, 0.01].map(trialWithRate), { data: 'synthetic', out: 'rates' });
 * results.map(({ predictions }) => predictions.filter(({ yTrue, yPred }) => yTrue === yPred).length);
 */
export async function sweep(trials: readonly SweepTrial[], options: SweepOptions = {}): Promise<TrialResult[]> {
  const { corpus = 'ravdess', emotions = [...paperEmotions], backend = 'auto', out = 'aver-results' } = options;
  const { progress = nobody.progress, say = nobody.say, signal } = options;
  const session: SessionOptions = { ...options, corpus, emotions, backend, out };
  return withSession(session, { progress, say, signal }, async ({ data, backend, store, prepare, run }) => {
    const inputs = await prepare(trials.map(({ input }) => input));
    const { fingerprint } = inputs;
    const common = {
      build,
      data: { corpus: data.corpus, fingerprint, emotions: [...emotions] },
      backend: backend.name,
    };
    const requests = trials.map((given) => trialRequest({ ...given, ...common }, inputs));
    await run(requests);
    return Promise.all(requests.map(async ({ key }) => (await store.read(key)) as TrialResult));
  });
}
