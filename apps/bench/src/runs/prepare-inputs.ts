import type { ModelInputSpec } from '@aver/spectrogram';
import { group } from 'd3-array';
import { inputTable } from '../compute/input-table.js';
import { learnedLabels } from '../compute/learned-labels.js';
import { type SplitItem, splitItems } from '../compute/split-trial.js';
import { hashOf } from '../compute/trial-key.js';
import type { Data, DataSource, LeftOut } from '../inputs/data-source.js';
import {
  type CachedInputs,
  cacheDirectory,
  inputCachePath,
  inputsDirectory,
  readInputs,
  writeInputs,
} from '../inputs/input-cache.js';
import { cacheLimit, keepInUse, pruneCache } from '../inputs/prune-cache.js';
import type { InputsTaskResult } from '../processes/task.js';
import type { WorkerPool } from '../processes/worker-pool.js';
import { CommandError } from '../terminal/command-error.js';
import type { Progress } from '../terminal/progress.js';

/** Inputs that lie in the cache, ready for trials. */
export interface PreparedInputs {
  /** Identity of the recordings that could be used, by name and content. */
  fingerprint: string;
  /** The recordings that could be used, by name, sorted. */
  names: string[];
  /** The same recordings, with what a split needs to know of them. */
  items: SplitItem[];
  /** Names of recordings that hold the same sound, in groups. */
  duplicates: string[][];
  /** What could not be used, and why. */
  leftOut: LeftOut[];
  /** The cache file of a spec. */
  path(spec: ModelInputSpec): string;
}

const recordingsPerTask = 12;

/**
 * Computes what is not in the cache yet: every recording is read once, by the workers, for all specs together.
 *
 * @throws CommandError when no recording can be read, the recordings are gone or changed, or the cache folder cannot be
 * written.
 */
export async function prepareInputs(
  source: DataSource,
  data: Data,
  emotions: readonly string[],
  specs: ModelInputSpec[],
  pool: WorkerPool,
  progress: Progress,
): Promise<PreparedInputs> {
  const limit = cacheLimit();
  const listed = fingerprintOf(data.recordings);
  const path = (spec: ModelInputSpec) => inputCachePath(listed, spec);
  const cached = await Promise.all(specs.map((spec) => readInputs(path(spec))));
  // What was left out may have been a passing fault of the disk: it is tried again, for every spec.
  const incomplete = cached.some((inputs) => inputs?.leftOut.some(({ lasting }) => !lasting));
  const missing = specs.filter((_, i) => incomplete || !cached[i]);
  let known = cached.find((inputs) => inputs);
  if (missing.length > 0) {
    const { rows, leftOut } = await computeAll(source, data, emotions, missing, pool, progress);
    if (rows.length === 0) {
      throw new CommandError(
        `${data.name}: none of ${leftOut.length} recordings can be read; ${describe(leftOut[0])}`,
        2,
      );
    }
    const passing = leftOut.filter(({ lasting }) => !lasting);
    if (passing.length > 0 && missing.length < specs.length) {
      throw new CommandError(`${describe(passing[0])} (it could be read before; run the command again)`, 1);
    }
    for (const [i, spec] of missing.entries()) {
      const table = inputTable(rows.map(({ inputs, ...row }) => ({ ...row, input: inputs[i] })));
      const [first, ...others] = new Set(rows.map(({ sampleRate }) => sampleRate));
      known = { table, leftOut, ...(others.length === 0 && { sampleRate: first }) };
      await writeOrExplain(path(spec), known);
    }
  }
  if (!known) throw new RangeError('prepareInputs: specs must name at least one input; received none');
  keepInUse(specs.map(path));
  await pruneCache(inputsDirectory(), limit);
  const { names, fingerprints } = known.table;
  const items = splitItems(data.corpus, names, fingerprints, learnedLabels({ ...data, emotions }), data.labels);
  return {
    fingerprint: fingerprintOf(items),
    names,
    items,
    duplicates: sameContent(items),
    leftOut: [...data.leftOut, ...known.leftOut],
    path,
  };
}

async function computeAll(
  source: DataSource,
  { name, recordings }: Data,
  emotions: readonly string[],
  specs: ModelInputSpec[],
  pool: WorkerPool,
  progress: Progress,
): Promise<InputsTaskResult> {
  const wanted = recordings.map(({ name, fingerprint }) => ({ name, fingerprint }));
  const tasks: Array<typeof wanted> = [];
  for (let i = 0; i < wanted.length; i += recordingsPerTask) tasks.push(wanted.slice(i, i + recordingsPerTask));
  const done = tasks.map(() => 0);
  progress.start(`Computing the inputs of ${wanted.length} recordings`);
  const parts = await Promise.all(
    tasks.map((part, i) =>
      pool.run({ kind: 'inputs', source, emotions, recordings: part, specs }, (count) => {
        done[i] = count;
        progress.update(done.reduce((sum, value) => sum + value, 0) / wanted.length);
      }),
    ),
  ).catch((error: Error) => {
    throw new CommandError(`${name}: ${error.message}; nothing of it was kept`, 1, { cause: error });
  });
  progress.finish();
  return { rows: parts.flatMap(({ rows }) => rows), leftOut: parts.flatMap(({ leftOut }) => leftOut) };
}

async function writeOrExplain(path: string, inputs: CachedInputs): Promise<void> {
  await writeInputs(path, inputs).catch((error: Error) => {
    const advice = 'AVER_CACHE names another folder';
    throw new CommandError(`${cacheDirectory()}: cannot write the cache: ${error.message}; ${advice}`, 1, {
      cause: error,
    });
  });
}

/** Identity of recordings, by name and content. */
export function fingerprintOf(recordings: Array<{ name: string; fingerprint: string }>): string {
  return hashOf(recordings.map(({ name, fingerprint }) => `${name} ${fingerprint}`).sort());
}

function sameContent(recordings: Array<{ name: string; fingerprint: string }>): string[][] {
  const groups = [...group(recordings, ({ fingerprint }) => fingerprint).values()];
  return groups.filter((some) => some.length > 1).map((some) => some.map(({ name }) => name));
}

function describe({ name, reason }: LeftOut): string {
  return `${name}: ${reason}`;
}
