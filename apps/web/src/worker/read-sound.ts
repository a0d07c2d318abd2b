import { RavdessError, type RecordingFields, readAudio, safeParseFilename } from '@aver/ravdess';
import { syntheticRecordings } from '@aver/ravdess/synthetic';
import type { Sound, SoundSource } from './calls.js';

/** A sound that was read, and what its name says. */
export interface NamedSound extends Sound {
  name: string;
  /** What the browser decoded it from. */
  format?: string;
  fields?: RecordingFields;
}

/**
 * Reads a sound, as `aver-bench predict` does.
 *
 * @throws Error that says in one line what is wrong with a file.
 */
export async function readSound(source: SoundSource): Promise<NamedSound> {
  const parsed = safeParseFilename(source.name);
  const fields = parsed.ok ? parsed.fields : undefined;
  if (source.kind === 'samples') {
    const { name, format, samples, sampleRate } = source;
    return { name, format, fields, samples, sampleRate };
  }
  if (source.kind === 'synthetic') {
    const recording = syntheticRecordings().find(({ name }) => name === source.name);
    if (!recording) throw new RangeError(`readSound: name must be one of the built-in voices; received ${source.name}`);
    return { name: source.name, fields, ...(await recording.read()) };
  }
  try {
    const { samples, sampleRate } = readAudio(source.bytes);
    return { name: source.name, fields, samples, sampleRate };
  } catch (error) {
    if (error instanceof RavdessError) throw new Error(`${source.name}: ${error.message}`, { cause: error });
    throw error;
  }
}
