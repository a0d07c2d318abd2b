import { soundProblem } from '@aver/ravdess';
import { type FeatureGroup, featureGroups, featureVector } from '@aver/spectrogram';
import { readWav } from '../inputs/read-wav.js';
import { CommandError } from '../terminal/command-error.js';

/** What is asked of each file. */
export interface FeaturesRequest {
  groups: FeatureGroup[];
  tuning?: number;
  /** Refuses a file that is cut off, too short or silent, or whose rate has no room for a group. */
  strict: boolean;
}

/** What `--json` prints of a file. */
export interface FileFeatures {
  file: string;
  sampleRate: number;
  names: string[];
  values: number[];
  /** Groups that the sample rate has no room for; absent where there are none. */
  leftOut?: FeatureGroup[];
  /** Why it is hardly a recording of speech; absent where it may be one. */
  problem?: string;
}

/** A file, or why there is nothing of it. */
export type FeaturesOutcome = FileFeatures | { file: string; error: string };

/** The features of a file; what is wrong with it is part of the answer. */
export async function fileFeatures(file: string, request: FeaturesRequest): Promise<FeaturesOutcome> {
  try {
    return await featuresOf(file, request);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { file, error: error.message };
  }
}

async function featuresOf(file: string, { groups: wanted, tuning, strict }: FeaturesRequest): Promise<FileFeatures> {
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
