import { soundProblem } from '@aver/ravdess';
import { type FeatureGroup, featureGroups, featureNames, featureVector } from '@aver/spectrogram';
import { readWav } from '../inputs/read-wav.js';
import { CommandError } from '../terminal/command-error.js';
import { printable } from '../terminal/printable.js';

/** Options of `aver-bench features`. */
export interface FeaturesOptions {
  /** Names of groups, separated by commas. @default all */
  groups?: string;
  tuning?: string;
  /** Refuses a file that is cut off, too short or silent, or whose rate has no room for a group. */
  strict?: boolean;
  json?: boolean;
}

/** What `--json` prints of a file. */
interface FileFeatures {
  file: string;
  sampleRate: number;
  names: string[];
  values: number[];
  /** Groups that the sample rate has no room for; absent where there are none. */
  leftOut?: FeatureGroup[];
  /** Why it is hardly a recording of speech; absent where it may be one. */
  problem?: string;
}

/**
 * `aver-bench features`: every feature that the package knows of, named, as means over time at the native rate. A file
 * that cannot be used does not stop the others; it is named, and the exit code tells.
 */
export async function features(files: string[], options: FeaturesOptions): Promise<void> {
  const tuning = options.tuning === undefined ? undefined : Number(options.tuning);
  if (tuning !== undefined && !(tuning >= -0.5 && tuning < 0.5)) {
    throw new CommandError(`--tuning: expected a number from -0.5 to below 0.5; received ${options.tuning}`, 2);
  }
  const groups = chooseGroups(options.groups);
  const failed: string[] = [];
  const documents: Array<FileFeatures | { file: string; error: string }> = [];
  for (const file of files) {
    try {
      documents.push(await featuresOf(file, groups, tuning, options.strict ?? false));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      failed.push(error.message);
      documents.push({ file, error: error.message });
    }
  }
  if (options.json) process.stdout.write(`${JSON.stringify(documents)}\n`);
  else for (const one of documents) if (!('error' in one)) process.stdout.write(lines(one, files.length > 1));
  for (const one of documents) if (!('error' in one)) remark(one);
  if (failed.length > 0) throw new CommandError(failed.join('\naver-bench: '), 2);
}

async function featuresOf(
  file: string,
  wanted: FeatureGroup[],
  tuning: number | undefined,
  strict: boolean,
): Promise<FileFeatures> {
  const sound = await readWav(file);
  const { samples, sampleRate } = sound;
  const possible = featureGroups(sampleRate);
  const groups = wanted.filter((group) => possible.includes(group));
  const leftOut = wanted.filter((group) => !possible.includes(group));
  const problem = soundProblem(sound);
  if (strict && problem) throw new CommandError(`${file}: ${problem}`, 2);
  if ((strict && leftOut.length > 0) || groups.length === 0) {
    throw new CommandError(`${file}: ${sampleRate} Hz has no room for ${leftOut.join(', ')}`, 2);
  }
  try {
    const { names, values } = featureVector(samples, sampleRate, { groups, tuning });
    return {
      ...{ file, sampleRate, names, values: [...values] },
      ...(leftOut.length > 0 && { leftOut }),
      ...(problem && { problem }),
    };
  } catch (error) {
    // What the package refuses is here in the file.
    if (!(error instanceof RangeError)) throw error;
    throw new CommandError(`${file}: ${error.message}`, 2, { cause: error });
  }
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

function remark({ file, sampleRate, leftOut, problem }: FileFeatures): void {
  if (leftOut) {
    process.stderr.write(`${printable(file)}: left out: ${leftOut.join(', ')}: ${sampleRate} Hz has no room for it\n`);
  }
  if (problem) process.stderr.write(`${printable(file)}: ${problem}\n`);
}
