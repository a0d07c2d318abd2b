import { RavdessError, readAudio, soundProblem } from '@aver/ravdess';
import { compressedFormat } from './decoders/compressed-format.js';
import { decodeCompressed } from './decoders/decode-compressed.js';
import { decodeOnPlatform } from './decoders/decode-on-platform.js';
import { RecognizerError } from './recognizer-error.js';

/** Options of {@link decodeAudio}. */
export interface DecodeAudioOptions {
  /** The longest sound that is decoded, in seconds: a small file may hold hours. @default 600 */
  maxSeconds?: number;
  /** What messages call the file. @default 'the file' */
  name?: string;
  /** Ends the work between its steps. @default none */
  signal?: AbortSignal;
}

/** A decoded sound. */
export interface DecodedAudio {
  /** Mono, the mean of the channels. */
  samples: Float32Array;
  /** Hz. */
  sampleRate: number;
  /** What a person should know of the file, a line each, such as that it was cut or is silent; often none. */
  notes: string[];
}

/**
 * Decodes a file of sound: WAV of every kind, MP3, FLAC, Ogg Vorbis and Opus everywhere; M4A and what else the platform
 * knows where it has `OfflineAudioContext`, as browsers have, at 48,000 Hz. A decoder is loaded when its first file comes.
 *
 * @param bytes The whole file.
 * @param options Limits, and what messages call it.
 * @returns The sound; of a file that was cut, what is left of it, with a note.
 * @throws TypeError when bytes are no Uint8Array.
 * @throws RecognizerError `SOUND_UNREADABLE` when it is no sound that can be decoded here, `SOUND_TOO_LONG` when it is
 *   longer than `maxSeconds`; at most a few seconds more are decoded by then.
 * @throws The signal's reason when it is aborted.
 * @see libsndfile through librosa 0.11, `librosa.load(path, sr=None)`, for WAV and FLAC to the bit
 * @example
 * const { samples, sampleRate } = await decodeAudio(new Uint8Array(await file.arrayBuffer()));
 */
export async function decodeAudio(
  bytes: Uint8Array,
  { maxSeconds = 600, name = 'the file', signal }: DecodeAudioOptions = {},
): Promise<DecodedAudio> {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`decodeAudio: bytes must be a Uint8Array; received ${bytes === null ? 'null' : typeof bytes}`);
  }
  signal?.throwIfAborted();
  const format = compressedFormat(bytes);
  const sound = format
    ? await decodeCompressed(bytes, format, { maxSeconds, name, signal })
    : await decodeOther(bytes, name);
  signal?.throwIfAborted();
  const { samples, sampleRate, notes = [] } = sound;
  if (!(samples.length / sampleRate <= maxSeconds)) {
    const seconds = (samples.length / sampleRate).toFixed(1);
    const problem = `its length must be at most maxSeconds = ${maxSeconds} s; received ${seconds} s`;
    throw new RecognizerError('SOUND_TOO_LONG', name, problem);
  }
  const problem = soundProblem(sound);
  return { samples, sampleRate, notes: problem ? [...notes, problem] : notes };
}

/** A WAV file, or else what the platform knows. */
async function decodeOther(
  bytes: Uint8Array,
  name: string,
): Promise<{ samples: Float32Array; sampleRate: number; cut?: { promised: number; found: number }; notes?: string[] }> {
  try {
    return readAudio(bytes);
  } catch (cause) {
    if (!(cause instanceof RavdessError)) throw cause;
    const decoded = cause.code === 'WAV_INVALID' ? await decodeOnPlatform(bytes) : undefined;
    if (decoded) return decoded;
    throw new RecognizerError('SOUND_UNREADABLE', name, cause.message, { cause });
  }
}
