import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FeatureGroup, featureNames } from '@aver/spectrogram';
import {
  type FeaturesOutcome,
  type FeaturesRequest,
  type FileFeatures,
  fileFeatures,
} from '../processes/file-features.js';
import { createWorkerPool, defaultJobs } from '../processes/worker-pool.js';
import { CommandError } from '../terminal/command-error.js';
import { csvLine } from '../terminal/csv-line.js';
import { beforePerson } from '../terminal/onlooker.js';
import { printable } from '../terminal/printable.js';

/** Options of `aver-bench features`. */
export interface FeaturesOptions {
  /** Names of groups, separated by commas. @default all */
  groups?: string;
  tuning?: string;
  /** Refuses a file that is cut off, too short or silent, or whose rate has no room for a group. */
  strict?: boolean;
  jobs?: number;
  csv?: boolean;
  json?: boolean;
}

/** How many files a worker process is given at a time, and from how many on starting such processes pays. */
const filesOfTask = 16;
const filesOfOneProcess = 4 * filesOfTask;

/**
 * `aver-bench features`: every feature that the package knows of, named, as means over time at the native rate. A file
 * that cannot be used does not stop the others; it is named, and the exit code tells.
 */
export async function features(paths: string[], options: FeaturesOptions): Promise<void> {
  const tuning = options.tuning === undefined ? undefined : Number(options.tuning);
  if (tuning !== undefined && !(tuning >= -0.5 && tuning < 0.5)) {
    throw new CommandError(`--tuning: expected a number from -0.5 to below 0.5; received ${options.tuning}`, 2);
  }
  const groups = chooseGroups(options.groups);
  const request: FeaturesRequest = { groups, strict: options.strict ?? false, ...(tuning !== undefined && { tuning }) };
  const files = (await Promise.all(paths.map(soundFiles))).flat();
  const outcomes =
    files.length < filesOfOneProcess
      ? await inThisProcess(files, request)
      : await inWorkers(files, request, options.jobs ?? defaultJobs());

  const found = outcomes.filter((one) => !('error' in one)) as FileFeatures[];
  if (options.json) process.stdout.write(`${JSON.stringify(outcomes)}\n`);
  else if (options.csv) for (const line of table(outcomes, groups)) process.stdout.write(line);
  else for (const one of found) process.stdout.write(lines(one, files.length > 1));
  for (const one of found) remark(one);
  const failed = outcomes.flatMap((one) => ('error' in one ? [one.error] : []));
  if (failed.length > 0) throw new CommandError(failed.join('\naver-bench: '), 2);
}

/** A file as it is named, and of a folder every WAV file that lies in it, however deep, by name. */
async function soundFiles(path: string): Promise<string[]> {
  // Whoever reads it tells what is wrong with a path that leads nowhere.
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return [path];
  const names = await readdir(path, { recursive: true }).catch((error: Error) => {
    throw new CommandError(`${path}: cannot read the folder: ${error.message}`, 1, { cause: error });
  });
  const sounds = names.filter((name) => /\.wav$/i.test(name)).sort();
  if (sounds.length === 0) throw new CommandError(`${path}: expected a folder with WAV files; found none`, 2);
  return sounds.map((name) => join(path, name));
}

async function inThisProcess(files: string[], request: FeaturesRequest): Promise<FeaturesOutcome[]> {
  const outcomes: FeaturesOutcome[] = [];
  for (const file of files) outcomes.push(await fileFeatures(file, request));
  return outcomes;
}

function inWorkers(files: string[], request: FeaturesRequest, jobs: number): Promise<FeaturesOutcome[]> {
  return beforePerson(async ({ progress, signal }) => {
    const pool = createWorkerPool(jobs);
    const onEnd = () => pool.close();
    signal?.addEventListener('abort', onEnd);
    progress.start(`Computing the features of ${files.length} files`);
    let done = 0;
    const parts = Array.from({ length: Math.ceil(files.length / filesOfTask) }, async (_, i) => {
      const part = files.slice(i * filesOfTask, (i + 1) * filesOfTask);
      const outcomes = await pool.run({ kind: 'features', files: part, request });
      done += part.length;
      progress.update(done / files.length);
      return outcomes;
    });
    try {
      return (await Promise.all(parts)).flat();
    } catch (error) {
      // Whoever ended it is told so, and not of the workers that ended with it.
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', onEnd);
      pool.close();
    }
  });
}

function chooseGroups(list: string | undefined): FeatureGroup[] {
  const known = Object.keys(featureNames) as FeatureGroup[];
  const wanted = list?.split(',').map((name) => name.trim()) ?? known;
  const unknown = wanted.find((name) => !known.includes(name as FeatureGroup));
  if (unknown !== undefined) {
    throw new CommandError(`--groups: expected some of ${known.join(', ')}; received ${unknown || 'nothing'}`, 2);
  }
  return known.filter((name) => wanted.includes(name));
}

function lines({ file, names, values }: FileFeatures, several: boolean): string {
  return `${several ? `${file}:\n` : ''}${names.map((name, i) => `${name}\t${values[i]}\n`).join('')}`;
}

/** A line for each file, with empty cells for what its rate has no room for. */
function table(outcomes: FeaturesOutcome[], groups: FeatureGroup[]): string[] {
  const columns = groups.flatMap((group) => featureNames[group]);
  const rows = outcomes.map((one) => {
    if ('error' in one) return [one.file, '', ...columns.map(() => ''), one.error];
    const values = new Map(one.names.map((name, i) => [name, one.values[i]]));
    return [one.file, one.sampleRate, ...columns.map((name) => values.get(name) ?? ''), one.problem ?? ''];
  });
  return [['file', 'sampleRate', ...columns, 'problem'], ...rows].map(csvLine);
}

function remark({ file, sampleRate, leftOut, problem }: FileFeatures): void {
  if (leftOut) {
    process.stderr.write(`${printable(file)}: left out: ${leftOut.join(', ')}: ${sampleRate} Hz has no room for it\n`);
  }
  if (problem) process.stderr.write(`${printable(file)}: ${problem}\n`);
}
