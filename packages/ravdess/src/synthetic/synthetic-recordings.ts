import { requireSeed } from '@aver/random';
import { type Emotion, paperEmotions } from '../emotions.js';
import { filenameCodes } from '../naming/filename-codes.js';
import { formatFilename } from '../naming/format-filename.js';
import type { RecordingFields } from '../naming/recording-fields.js';
import type { Recording } from '../recording.js';
import { requireSampleRate } from './require-sample-rate.js';
import { synthesize } from './synthesize.js';

/** Options of {@link syntheticRecordings}. */
export interface SyntheticRecordingsOptions {
  /** Who speaks. @default 1 to 24 */
  actors?: readonly number[];
  /** Which of the eight emotions. @default the paper's four */
  emotions?: readonly Emotion[];
  /** How strongly; neutral is never strong. @default both */
  intensities?: readonly RecordingFields['intensity'][];
  /** Which takes. @default both */
  repetitions?: readonly RecordingFields['repetition'][];
  /** Which sentences. @default both */
  statements?: readonly RecordingFields['statement'][];
  /** Which corpus: its actors' voices and all chance, an integer from 0 to 2^32 - 1. @default 0 */
  seed?: number;
  /** Sample rate in Hz, 8000 to 192000. @default 48000 */
  sampleRate?: number;
}

/**
 * Raised whenever the same arguments give another sound than before, so that results computed from the old sound are
 * not taken for results of the new.
 */
const version = 1;

/**
 * A corpus with the names and the design of the RAVDESS speech set, synthesized recording by recording when it is read.
 * With no options it has 672 recordings, as many as the real set has of the paper's four emotions.
 *
 * @param options Which recordings; those that RAVDESS does not have (strong neutral) are left out.
 * @returns Recordings sorted by name. The fingerprint names version, seed and sample rate instead of the content, so that
 * it costs no synthesis; `read` is {@link synthesize}, anew at each call.
 * @throws RangeError when an option has a value that RAVDESS has no code for, when the sample rate is not from 8000 to
 * 192000 Hz, when the seed is not an integer from 0 to 2^32 - 1.
 *
 * @example
 * syntheticRecordings({ actors: [1], emotions: ['neutral', 'sad'], repetitions: [1] }).map(({ name }) => name);
 * // ['03-01-01-01-01-01-01.wav', '03-01-01-01-02-01-01.wav', '03-01-04-01-01-01-01.wav', ...], 6 in all
 */
export function syntheticRecordings({
  actors = filenameCodes.actor,
  emotions = paperEmotions,
  intensities = filenameCodes.intensity,
  repetitions = filenameCodes.repetition,
  statements = filenameCodes.statement,
  seed = 0,
  sampleRate = 48000,
}: SyntheticRecordingsOptions = {}): Recording[] {
  requireEach('actors', actors, filenameCodes.actor);
  requireEach('emotions', emotions, filenameCodes.emotion);
  requireEach('intensities', intensities, filenameCodes.intensity);
  requireEach('repetitions', repetitions, filenameCodes.repetition);
  requireEach('statements', statements, filenameCodes.statement);
  requireSeed('syntheticRecordings', seed);
  requireSampleRate('syntheticRecordings', sampleRate);

  const choices = {
    emotion: emotions,
    intensity: intensities,
    statement: statements,
    repetition: repetitions,
    actor: actors,
  };
  let design: RecordingFields[] = [{ modality: 'audio-only', vocalChannel: 'speech' } as RecordingFields];
  for (const [field, values] of Object.entries<readonly (string | number)[]>(choices)) {
    design = design.flatMap((fields) => [...new Set(values)].map((value) => ({ ...fields, [field]: value })));
  }
  return design
    .filter((fields) => !(fields.emotion === 'neutral' && fields.intensity === 'strong'))
    .map((fields) => {
      const name = formatFilename(fields);
      return {
        name,
        fields,
        fingerprint: `synthetic-${version}-${seed}-${sampleRate}-${name.replace('.wav', '')}`,
        read: async () => synthesize(fields, { sampleRate, seed }),
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function requireEach<T extends string | number>(option: string, values: readonly T[], allowed: readonly T[]): void {
  if (!Array.isArray(values)) {
    throw new RangeError(`syntheticRecordings: ${option} must be an array; received ${String(values)}`);
  }
  for (const value of values) {
    if (!allowed.includes(value)) {
      throw new RangeError(
        `syntheticRecordings: ${option} must be among ${allowed.join(', ')}; received ${String(value)}`,
      );
    }
  }
}
