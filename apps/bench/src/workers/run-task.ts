import { prepareBackend } from '@aver/backend';
import { saveModel } from '@aver/backend/node';
import { openData } from '../data/data-source.js';
import { computeInput } from '../data/input.js';
import { type CachedInputs, readInputs } from '../data/input-cache.js';
import { loadTfjsNode } from '../load-tfjs-node.js';
import { writeModelCard } from '../models/model-card.js';
import { runTrial } from '../trials/run-trial.js';
import type { TrialResult } from '../trials/trial-result.js';
import type { InputsTask, InputsTaskResult, Task, TrialTask } from './task.js';

/**
 * Does a task in this process.
 *
 * @param onProgress Called with the number of recordings or epochs done.
 * @throws Error that says what went wrong.
 */
export async function runTask(task: Task, onProgress: (done: number) => void): Promise<TrialResult | InputsTaskResult> {
  return task.kind === 'inputs' ? computeInputs(task, onProgress) : trainAndTest(task, onProgress);
}

async function computeInputs(task: InputsTask, onProgress: (done: number) => void): Promise<InputsTaskResult> {
  const data = await openData(task.source, task.emotions);
  const wanted = new Set(task.names);
  const rows: InputsTaskResult['rows'] = [];
  const leftOut: InputsTaskResult['leftOut'] = [];
  try {
    for (const recording of data.recordings.filter(({ name }) => wanted.has(name))) {
      try {
        const audio = await recording.read();
        rows.push({ name: recording.name, inputs: task.specs.map((spec) => computeInput(spec, audio)) });
      } catch (error) {
        leftOut.push({ name: recording.name, reason: (error as Error).message });
      }
      onProgress(rows.length + leftOut.length);
    }
  } finally {
    await data.close();
  }
  return { rows, leftOut };
}

// A worker does many trials on the same few tables.
let held: { path: string; inputs: CachedInputs } | undefined;

async function trainAndTest(task: TrialTask, onProgress: (done: number) => void): Promise<TrialResult> {
  const { trial, inputsPath, modelDirectory } = task;
  const backend = await prepareBackend(trial.backend, { loadNode: loadTfjsNode });
  if (held?.path !== inputsPath) {
    const inputs = await readInputs(inputsPath);
    if (!inputs) throw new Error(`${inputsPath}: the computed inputs are gone or damaged; run the command again`);
    held = { path: inputsPath, inputs };
  }
  const { result, model } = await runTrial(trial, held.inputs.table, backend.reason, onProgress);
  try {
    if (modelDirectory) {
      await saveModel(model, modelDirectory);
      await writeModelCard(modelDirectory, result);
    }
  } finally {
    model.dispose();
  }
  return result;
}
