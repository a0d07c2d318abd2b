import { afterEach, expect, test, vi } from 'vitest';
import type { Executor } from '../../src/runs/executor.js';
import type { ResultStore } from '../../src/runs/result-store.js';
import { runTrials } from '../../src/runs/run-trials.js';
import { aResult } from '../a-result.js';

afterEach(() => void vi.useRealTimers());

test('what an earlier run had done of a trial is no measure of how long the rest takes', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const result = aResult();
  const { trial } = result;
  const request = {
    ...{ key: result.key, inputsPath: '' },
    trial: { ...trial, training: { ...trial.training, epochs: 100 } },
  };
  const store = { read: async () => undefined, write: async () => {} } as unknown as ResultStore;
  const executor: Executor = {
    async run([first], { onEpoch, onResult }) {
      onEpoch(first, 80); // resumed
      for (let epoch = 81; epoch < 100; epoch++) {
        vi.advanceTimersByTime(1000);
        onEpoch(first, epoch);
      }
      await onResult(first, result);
    },
    close: async () => {},
  };
  const updates: Array<[percent: number, left: number | null | undefined]> = [];
  await runTrials([request], store, executor, {
    start: () => {},
    update: (fraction, _, left) => updates.push([Math.round(100 * fraction), left]),
    finish: () => {},
  });
  expect(updates[0]).toEqual([80, null]);
  expect(updates.find(([percent]) => percent === 90)?.[1]).toBeCloseTo(10);
});
