import type { Emotion, Recording } from '@aver/ravdess';
import { CommandError } from '../command-error.js';
import type { Progress } from '../progress/progress.js';
import { hashOf } from '../trials/trial-key.js';
import type { InputsTaskResult } from '../workers/task.js';
import type { WorkerPool } from '../workers/worker-pool.js';
import type { Data, DataSource, LeftOut } from './data-source.js';
import type { InputSpec } from './input.js';
import { cacheDirectory, inputCachePath, readInputs, writeInputs } from './input-cache.js';
import { inputTable } from './input-table.js';

/** Inputs that lie in the cache, ready for trials. */
export interface PreparedInputs {
  /** Identity of the recordings that could be used, by name and content. */
  fingerprint: string;
  /** The recordings that could be used, by base name, sorted. */
  names: string[];
  /** What could not be used, and why. */
  leftOut: LeftOut[];
  /** The cache file of a spec. */
  path(spec: InputSpec): string;
}

const recordingsPerTask = 12;

/**
 * Computes what is not in the cache yet: every recording is read once, by the workers, for all specs together.
 *
 * @throws CommandError when no recording can be read, or the cache folder cannot be written.
 */
export async function prepareInputs(
  source: DataSource,
  data: Data,
  emotions: readonly Emotion[],
  specs: InputSpec[],
  pool: WorkerPool,
  progress: Progress,
): Promise<PreparedInputs> {
  const listed = fingerprintOf(data.recordings);
  const path = (spec: InputSpec) => inputCachePath(listed, spec);
  const cached = await Promise.all(specs.map((spec) => readInputs(path(spec))));
  // What was left out may have been a passing fault of the disk: it is tried again, for every spec.
  const incomplete = cached.some((inputs) => inputs && inputs.leftOut.length > 0);
  const missing = specs.filter((_, i) => incomplete || !cached[i]);
  let known = cached.find((inputs) => inputs);
  if (missing.length > 0) {
    const { rows, leftOut } = await computeAll(source, data.recordings, emotions, missing, pool, progress);
    if (rows.length === 0) {
      throw new CommandError(
        `${data.name}: none of ${leftOut.length} recordings can be read; ${describe(leftOut[0])}`,
        2,
      );
    }
    if (leftOut.length > 0 && missing.length < specs.length) {
      throw new CommandError(`${describe(leftOut[0])} (it could be read before; run the command again)`, 1);
    }
    for (const [i, spec] of missing.entries()) {
      known = { table: inputTable(rows.map(({ name, inputs }) => ({ name, input: inputs[i] }))), leftOut };
      await writeInputs(path(spec), known).catch((error: Error) => {
        throw new CommandError(`${cacheDirectory()}: cannot write the cache: ${error.message}`, 1, { cause: error });
      });
    }
  }
  if (!known) throw new RangeError('prepareInputs: specs must name at least one input; received none');
  const { names } = known.table;
  const fingerprint = fingerprintOf(data.recordings.filter(({ name }) => names.includes(name)));
  return { fingerprint, names, leftOut: [...data.leftOut, ...known.leftOut], path };
}

async function computeAll(
  source: DataSource,
  recordings: Recording[],
  emotions: readonly Emotion[],
  specs: InputSpec[],
  pool: WorkerPool,
  progress: Progress,
): Promise<InputsTaskResult> {
  const names = recordings.map(({ name }) => name);
  const tasks: string[][] = [];
  for (let i = 0; i < names.length; i += recordingsPerTask) tasks.push(names.slice(i, i + recordingsPerTask));
  const done = tasks.map(() => 0);
  progress.start(`Computing the inputs of ${names.length} recordings`);
  const parts = await Promise.all(
    tasks.map((part, i) =>
      pool.run({ kind: 'inputs', source, emotions, names: part, specs }, (count) => {
        done[i] = count;
        progress.update(done.reduce((sum, value) => sum + value, 0) / names.length);
      }),
    ),
  );
  progress.finish();
  return { rows: parts.flatMap(({ rows }) => rows), leftOut: parts.flatMap(({ leftOut }) => leftOut) };
}

function fingerprintOf(recordings: Recording[]): string {
  return hashOf(recordings.map(({ name, fingerprint }) => `${name} ${fingerprint}`).sort());
}

function describe({ name, reason }: LeftOut): string {
  return `${name}: ${reason}`;
}
