import { type BackendName, prepareBackend } from '@aver/backend';
import { trainSteps } from './train-steps.js';
import { workloads } from './workloads.js';

/** What the page measures of a workload: milliseconds per image or per step, as the workload says. */
export interface PageTimes {
  reason: string;
  times: number[];
}

/** Trains a workload for some steps in this page, after three to warm up. */
export async function measureInPage(
  backend: BackendName,
  name: string,
  steps: number,
  wasmPaths: Record<string, string>,
): Promise<PageTimes> {
  const { reason } = await prepareBackend(backend, { wasmPaths });
  const workload = workloads[name];
  const run = trainSteps(workload, workload.model(), workload.batchSize);
  await run(3);
  const perStep = workload.per === 'image' ? workload.batchSize : 1;
  return { reason, times: (await run(steps)).map((time) => time / perStep) };
}
