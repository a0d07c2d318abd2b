import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { type DataSource, openData } from '../../src/inputs/data-source.js';
import { runTask } from '../../src/processes/run-task.js';
import type { InputsTask, InputsTaskResult } from '../../src/processes/task.js';
import { tinyCorpus } from '../tiny-corpus.js';

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
