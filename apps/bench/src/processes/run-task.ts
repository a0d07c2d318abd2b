import { rm } from 'node:fs/promises';
import { soundProblem } from '@aver/ravdess';
import { saveRecognizer } from '@aver/recognizer/node';
import { modelInput } from '@aver/spectrogram';
import { runTrial } from '../compute/run-trial.js';
import { trialKey } from '../compute/trial-key.js';
import type { TrialResult } from '../compute/trial-result.js';
import { type Data, openData } from '../inputs/data-source.js';
import { type CachedInputs, readInputs } from '../inputs/input-cache.js';
import { prepareAppBackend } from './app-backend.js';
import { fileFeatures } from './file-features.js';
import { cardOf, originOf } from './model-card.js';
import { speechEmbed } from './speech-embed.js';
import type { FeaturesTask, InputsTask, InputsTaskResult, Task, TaskResult, TrialTask } from './task.js';
import { keptAt } from './unfinished-training.js';

/**
 * Does a task in this process.
 *
 * @param onProgress Called with the number of recordings or epochs done.
 * @throws Error that says what went wrong.
 */
export async function runTask(task: Task, onProgress: (done: number) => void): Promise<TaskResult<Task>> {
  if (task.kind === 'inputs') return computeInputs(task, onProgress);
  if (task.kind === 'trial') return trainAndTest(task, onProgress);
  const outcomes: TaskResult<FeaturesTask> = [];
  for (const file of task.files) outcomes.push(await fileFeatures(file, task.request));
  return outcomes;
}

async function computeInputs(task: InputsTask, onProgress: (done: number) => void): Promise<InputsTaskResult> {
  const { recordings } = await hold(task);
  const found = new Map(recordings.map((recording) => [recording.name, recording]));
  const embed = task.specs.some(({ kind }) => kind === 'voice') ? await speechEmbed() : undefined;
  const rows: InputsTaskResult['rows'] = [];
  const leftOut: InputsTaskResult['leftOut'] = [];
  for (const { name, fingerprint } of task.recordings) {
    const recording = found.get(name);
    if (recording?.fingerprint !== fingerprint) throw changed(name);
    try {
      const sound = await recording.read();
      const { samples, sampleRate } = sound;
      const problem = soundProblem(sound);
      if (problem) leftOut.push({ name, reason: problem, lasting: true });
      else {
        const inputs = task.specs.map((spec) => modelInput(samples, sampleRate, spec, embed));
        rows.push({ name, fingerprint, sampleRate, inputs });
      }
    } catch (error) {
      if ((error as { cause?: NodeJS.ErrnoException }).cause?.code === 'ENOENT') throw changed(name, error);
      // A rate that has no room for a feature will never have it.
      leftOut.push({ name, reason: (error as Error).message, ...(error instanceof RangeError && { lasting: true }) });
    }
    onProgress(rows.length + leftOut.length);
  }
  return { rows, leftOut };
}

function changed(name: string, cause?: unknown): Error {
  return new Error(`${name} was there when the run began, and is gone or another now`, { cause });
}

// A worker reads many parts of the same recordings, and listing them may take longer than reading a part.
let heldData: { key: string; data: Data } | undefined;

async function hold({ source, emotions }: InputsTask): Promise<Data> {
  const key = JSON.stringify([source, emotions]);
  if (heldData?.key !== key) {
    await heldData?.data.close();
    heldData = undefined;
    heldData = { key, data: await openData(source, emotions) };
  }
  return heldData.data;
}

// A worker does many trials on the same few tables.
let held: { path: string; inputs: CachedInputs } | undefined;

async function trainAndTest(task: TrialTask, onProgress: (done: number) => void): Promise<TrialResult> {
  const { trial, inputsPath, modelDirectory, unfinishedPath } = task;
  const backend = await prepareAppBackend(trial.backend);
  if (held?.path !== inputsPath) {
    const inputs = await readInputs(inputsPath);
    if (!inputs) throw new Error(`${inputsPath}: the computed inputs are gone or damaged; run the command again`);
    held = { path: inputsPath, inputs };
  }
  const keeper = unfinishedPath === undefined ? undefined : keptAt(unfinishedPath, trialKey(trial));
  const run = runTrial(trial, held.inputs.table, backend.reason, onProgress, keeper);
  const { result, model, standardization } = await run.catch(async (error: unknown) => {
    // What was kept may be the reason: the next try begins anew.
    if (unfinishedPath !== undefined) await rm(unfinishedPath, { force: true });
    throw error;
  });
  try {
    if (modelDirectory && model) {
      const card = { ...cardOf(result, held.inputs.sampleRate), ...(standardization && { standardization }) };
      await saveRecognizer(modelDirectory, { model, card, more: originOf(result) });
    }
  } finally {
    model?.dispose();
  }
  return result;
}
