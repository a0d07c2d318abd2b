import type { Trial, TrialResult } from '@aver/bench';
import { type Needs, type TrialRequest, tableRows, trialKey } from '@aver/bench/queue';

/** What the trials need; there are no recordings behind it. */
export const needs: Needs = {
  build: 'benchmark',
  backend: 'wasm',
  data: { name: 'none', corpus: 'ravdess', fingerprint: '0', emotions: ['happy'], leftOut: [] },
};

const emotions = ['happy', 'sad', 'angry', 'neutral'] as const;
const { input, inputScale, model, optimizer, training } = tableRows.table3[2].recipes.notebook;

/** Trials of the paper's CNN-2D that differ in their seeds. */
export function requests(count: number, firstSeed: number): TrialRequest[] {
  return Array.from({ length: count }, (_, i) => {
    const seed = firstSeed + i;
    const trial: Trial = {
      build: needs.build,
      data: { corpus: 'ravdess', fingerprint: '0', emotions: [...emotions] },
      split: { kind: 'random', seed, testFraction: 0.3125 },
      ...{ input, inputScale, model, optimizer, training, seed },
      backend: 'wasm',
    };
    return { key: trialKey(trial), trial, inputsPath: '' };
  });
}

/** A made-up result of the size of the paper's: 210 test recordings, 500 epochs. */
export function aResultOf(trial: Trial): TrialResult {
  let state = trial.seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    key: trialKey(trial),
    trial,
    trainCount: 462,
    testCount: 210,
    sharedContent: 0,
    predictions: Array.from({ length: 210 }, (_, i) => ({
      name: `03-01-0${1 + (i % 8)}-01-0${1 + (i % 2)}-01-${10 + (i % 24)}.wav`,
      yTrue: emotions[i % 4],
      yPred: emotions[Math.floor(4 * next())],
      probabilities: emotions.map(() => Math.fround(next())),
    })),
    history: { loss: Array.from({ length: 500 }, () => Math.fround(next())), stopped: 'epochs' },
    seconds: { train: next(), predict: next() },
    parameters: 1,
    environment: { backend: 'wasm', node: process.version, tfjs: '4.22.0', processor: 'benchmark' },
  };
}
