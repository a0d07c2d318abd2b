import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareBackend } from '@aver/backend';
import type { OptimizerSpec } from '@aver/optim';
import { paperEmotions } from '@aver/ravdess';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import { createLcg } from '@aver/test-helpers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InputTable } from '../../src/compute/input-table.js';
import { runTrial } from '../../src/compute/run-trial.js';
import type { Trial } from '../../src/compute/trial.js';
import { trialKey } from '../../src/compute/trial-key.js';
import { writeInputs } from '../../src/inputs/input-cache.js';
import { runTask } from '../../src/processes/run-task.js';
import { keptAt } from '../../src/processes/unfinished-training.js';

const names = syntheticRecordings({ emotions: paperEmotions, intensities: ['normal'], repetitions: [1] })
  .map(({ name }) => name)
  .slice(0, 40)
  .sort();
const inputs: InputTable = {
  ...{ names, fingerprints: names, shape: [8, 12, 1] },
  data: Float32Array.from(createLcg(4).array(names.length * 8 * 12)),
};
const optimizer: OptimizerSpec = {
  ...{ name: 'adam', form: 'keras', learningRate: 0.01 },
  ...{ beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
};
const trial: Trial = {
  build: 'test',
  data: { corpus: 'ravdess', fingerprint: 'f', emotions: [...paperEmotions] },
  split: { kind: 'random', seed: 0, testFraction: 0.25 },
  input: { kind: 'features', groups: ['mfcc'] },
  inputScale: 1,
  model: { kind: 'spectrogram-cnn', filters: [2, 3], bandPooling: [2, 1], dropoutRate: 0.2, classes: 4 },
  optimizer: { ...optimizer, weightDecay: 0.1 },
  training: {
    ...{ batchSize: 8, epochs: 20, l2: 0, labelSmoothing: 0.1, averaging: 0.9 },
    schedule: { kind: 'cosine', warmupEpochs: 2 },
    augmentation: { timeShift: 3, noise: 1, mixup: 0.3 },
  },
  backend: 'cpu',
  seed: 5,
};
const key = trialKey(trial);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-unfinished-'));
  await prepareBackend('cpu');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Trains until so many epochs are done, as if the process had ended then, and keeps each. */
async function interrupt(path: string, epochs: number): Promise<void> {
  const stop = (done: number) => {
    if (done > epochs) throw new Error('ended');
  };
  await expect(runTrial(trial, inputs, 'cpu', stop, keptAt(path, key, 0))).rejects.toThrow('ended');
}

test('a training that was ended goes on, to the same result as if it had not been', async () => {
  const whole = await runTrial(trial, inputs, 'cpu');
  const path = join(folder, 'goes-on', 'x.bin');
  await interrupt(path, 7);
  await interrupt(path, 14);
  const epochs: number[] = [];
  const { result, model } = await runTrial(trial, inputs, 'cpu', (done) => epochs.push(done), keptAt(path, key));
  expect([epochs[0], epochs.length]).toEqual([14, 7]);
  expect(result.predictions).toEqual(whole.result.predictions);
  expect(result.history).toEqual(whole.result.history);
  expect(result.history.heldOut).toHaveLength(20);
  const weights = (one: typeof model) => one?.getWeights().map((weight) => Array.from(weight.dataSync()));
  expect(weights(model)).toEqual(weights(whole.model));
});

test('it is kept no more often than is asked for', async () => {
  const path = join(folder, 'seldom', 'x.bin');
  await runTrial({ ...trial, training: { ...trial.training, epochs: 2 } }, inputs, 'cpu', undefined, keptAt(path, key));
  expect(await readdir(folder)).not.toContain('seldom');
});

test('what is damaged, cut off, or of another trial is none', async () => {
  const path = join(folder, 'damaged.bin');
  await interrupt(path, 2);
  const whole = await readFile(path);
  expect((await keptAt(path, key).read())?.state.loss).toHaveLength(2);
  expect(await keptAt(path, 'other').read()).toBeUndefined();
  const flipped = Buffer.from(whole);
  flipped[whole.length - 9] ^= 1;
  for (const bytes of [flipped, whole.subarray(0, 1000), Buffer.from('no training\n')]) {
    await writeFile(path, bytes);
    expect(await keptAt(path, key).read()).toBeUndefined();
  }
});

test('a worker goes on with it; one that cannot be gone on with is removed, and the next try begins anew', async () => {
  const inputsPath = join(folder, 'inputs.bin');
  await writeInputs(inputsPath, { table: inputs, leftOut: [] });
  const unfinishedPath = join(folder, 'worker.bin');
  const task = { kind: 'trial' as const, trial, inputsPath, unfinishedPath };
  await interrupt(unfinishedPath, 19);
  const epochs: number[] = [];
  await runTask(task, (done) => epochs.push(done));
  expect(epochs).toEqual([19, 20]);

  // Of another model under the same key, as no program writes it.
  const other: Trial = { ...trial, model: { ...trial.model, filters: [2, 4] } as Trial['model'] };
  await rm(unfinishedPath);
  const stop = (done: number) => {
    if (done > 1) throw new Error('ended');
  };
  await runTrial(other, inputs, 'cpu', stop, keptAt(unfinishedPath, key, 0)).catch(() => {});
  await expect(runTask(task, () => {})).rejects.toThrow(/resume must be/);
  const anew: number[] = [];
  await runTask(task, (done) => anew.push(done));
  expect(anew[0]).toBe(1);
});
