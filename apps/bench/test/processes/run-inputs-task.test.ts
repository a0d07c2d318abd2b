import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { type DataSource, openData } from '../../src/inputs/data-source.js';
import { runTask } from '../../src/processes/run-task.js';
import type { InputsTask, InputsTaskResult } from '../../src/processes/task.js';
import { tinyCorpus, wavOf } from '../tiny-corpus.js';

const emotions = ['happy', 'sad', 'angry', 'neutral'] as const;
let folder: string;
let task: InputsTask;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aver-task-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const { name, bytes } of tinyCorpus()) await writeFile(join(folder, name), bytes);
  const source: DataSource = { kind: 'path', paths: [folder], corpus: 'ravdess', chosenBy: '--data' };
  const { recordings } = await openData(source, emotions);
  task = { kind: 'inputs', source, emotions, recordings, specs: [{ kind: 'picture', style: 'gray', size: 8 }] };
});

const run = (from: number, to: number) =>
  runTask(
    { ...task, recordings: task.recordings.slice(from, to).map(({ name, fingerprint }) => ({ name, fingerprint })) },
    () => {},
  ) as Promise<InputsTaskResult>;

test('the inputs come with names and fingerprints, and what cannot be decoded is left out', async () => {
  const { rows, leftOut } = await run(0, 3);
  expect(rows.map(({ name, fingerprint }) => ({ name, fingerprint }))).toEqual(
    task.recordings.slice(0, 3).map(({ name, fingerprint }) => ({ name, fingerprint })),
  );
  expect(rows[0].inputs[0].shape).toEqual([8, 8, 1]);
  expect(leftOut).toEqual([]);
});

test('a recording that is gone, or another than was listed, ends the task rather than being left out', async () => {
  await run(0, 3);
  const [, , , fourth, fifth, sixth] = task.recordings;
  await rm(join(folder, fourth.name));
  await expect(run(3, 4)).rejects.toThrow(`${fourth.name} was there when the run began, and is gone or another now`);
  task.recordings[4] = { ...fifth, fingerprint: '1-00000000' };
  await expect(run(4, 5)).rejects.toThrow(`${fifth.name} was there when the run began, and is gone or another now`);
  expect((await run(5, 6)).rows[0].name).toBe(sixth.name);
});

test('recordings that are cut off, of one frame or silent are left out, and say why', async () => {
  const [first, second, third, fourth] = tinyCorpus();
  await writeFile(join(folder, first.name), first.bytes.subarray(0, 5000));
  await writeFile(join(folder, second.name), wavOf({ samples: new Float32Array(1), sampleRate: 16000 }));
  await writeFile(join(folder, third.name), wavOf({ samples: new Float32Array(16000), sampleRate: 16000 }));
  task.recordings = (await openData(task.source, emotions)).recordings;
  const { rows, leftOut } = await run(0, 12);
  expect(rows).toHaveLength(9);
  expect(leftOut.sort((a, b) => (a.reason < b.reason ? -1 : 1))).toEqual([
    { name: first.name, reason: expect.stringMatching(/^cut off: its header promises \d+ bytes/), lasting: true },
    { name: third.name, reason: 'silent: all its samples are 0', lasting: true },
    { name: second.name, reason: expect.stringMatching(/^too short: 1 sample at 16000 Hz/), lasting: true },
  ]);
  // And a group of features that a rate has no room for.
  await writeFile(join(folder, fourth.name), wavOf({ samples: noise(8000), sampleRate: 8000 }));
  // A listing of the same source is kept.
  task.source = { ...task.source, chosenBy: 'again' };
  task.recordings = (await openData(task.source, emotions)).recordings.filter(({ name }) => name === fourth.name);
  task.specs = [{ kind: 'features', groups: ['contrast'] }];
  expect((await run(0, 1)).leftOut).toEqual([
    { name: fourth.name, reason: expect.stringContaining('at 8000 Hz'), lasting: true },
  ]);
});

function noise(length: number): Float32Array {
  return Float32Array.from({ length }, (_, t) => ((t * 7919) % 1000) / 2000 - 0.25);
}
