import type { Standardization } from '@aver/models';

/** How one person sounds, from a few recordings: plain JSON to keep, no sound in it. */
export interface SpeakerCalibration {
  /** How many recordings it was made of. */
  recordings: number;
  /** Whether they were of the usual voice, without a strong emotion. */
  usual: boolean;
  /** The mean of their inputs. */
  mean: number[];
}

/** Options of `calibrate`. */
export interface CalibrateOptions {
  /** Whether the recordings are of the person's usual voice, read without a strong emotion, and not of all moods. @default true */
  usual?: boolean;
}

/** How a card says that its model takes a speaker's calibration: the second half of what it is given is the sound less its speaker. */
export interface SpeakerInput {
  /** n recordings count n / (n + shrink). */
  shrink: number;
  /**
   * What is added to the mean of recordings of the usual voice, in deviations: by how much people's means over all moods lay above,
   * where the model learned.
   */
  usualShift: readonly number[];
}

/**
 * By how much a speaker differs from the mean, which is taken from each value of a sound to make the second half of what
 * such a model is given.
 *
 * @param speaker How the card says it.
 * @param standardization Mean and deviation of each value where the model learned.
 * @param calibration Absent: nobody in particular, no difference.
 */
export function speakerOffset(
  { shrink, usualShift }: SpeakerInput,
  { mean, deviation }: Standardization,
  calibration?: SpeakerCalibration,
): Float32Array {
  if (!calibration) return new Float32Array(mean.length);
  const { recordings, usual } = calibration;
  const share = recordings / (recordings + shrink);
  return Float32Array.from(mean, (middle, i) => {
    const shift = usual ? usualShift[i] * deviation[i] : 0;
    return share * (calibration.mean[i] + shift - middle);
  });
}

/**
 * The calibration that a value is, such as a parsed JSON document.
 *
 * @param size Values of the model's input.
 * @throws RangeError with the first field that is not what it must be.
 */
export function requireCalibration(value: unknown, size: number): SpeakerCalibration {
  const { recordings, usual, mean } = (typeof value === 'object' && value !== null ? value : {}) as SpeakerCalibration;
  const fail = (field: string, expected: string, received: unknown): never => {
    throw new RangeError(
      `forSpeaker: ${field} must be ${expected}; received ${String(JSON.stringify(received)).slice(0, 60)}`,
    );
  };
  if (!(Number.isSafeInteger(recordings) && recordings > 0)) fail('recordings', 'a whole number above 0', recordings);
  if (typeof usual !== 'boolean') fail('usual', 'true or false', usual);
  const isMean = Array.isArray(mean) && mean.length === size && mean.every(Number.isFinite);
  if (!isMean) fail('mean', `${size} numbers, as the model's input has values`, mean);
  return { recordings, usual, mean };
}
