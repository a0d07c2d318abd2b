import { RecognizerError } from '../recognizer-error.js';
import type { CompressedFormat } from './compressed-format.js';
import { quietly } from './quietly.js';

/** What the decoders have in common. */
interface Decoder {
  ready: Promise<unknown>;
  decode(data: Uint8Array): Piece | Promise<Piece>;
  flush?(): Piece | Promise<Piece>;
  free(): void;
}

interface Piece {
  channelData: Float32Array[];
  samplesDecoded: number;
  sampleRate: number;
  /** Of FLAC. */
  bitDepth?: number;
  errors: Array<{ message: string }>;
}

/**
 * Each decoder twice: Turbopack, which bundles pages of Next.js for their server too, fails on what the decoders bring for
 * Node.js (@eshaz/web-worker imports what its name says). There it folds `typeof window`, drops the other import, and leaves
 * this one to Node.js.
 */
const DECODERS: Record<CompressedFormat, () => Promise<Decoder>> = {
  async MP3() {
    const { MPEGDecoder } = await (typeof window === 'undefined'
      ? import(/* turbopackIgnore: true */ 'mpg123-decoder')
      : import('mpg123-decoder'));
    return new MPEGDecoder();
  },
  async FLAC() {
    const { FLACDecoder } = await (typeof window === 'undefined'
      ? import(/* turbopackIgnore: true */ '@wasm-audio-decoders/flac')
      : import('@wasm-audio-decoders/flac'));
    return new FLACDecoder();
  },
  async 'Ogg Vorbis'() {
    const { OggVorbisDecoder } = await (typeof window === 'undefined'
      ? import(/* turbopackIgnore: true */ '@wasm-audio-decoders/ogg-vorbis')
      : import('@wasm-audio-decoders/ogg-vorbis'));
    return new OggVorbisDecoder();
  },
  async Opus() {
    const { OggOpusDecoder } = await (typeof window === 'undefined'
      ? import(/* turbopackIgnore: true */ 'ogg-opus-decoder')
      : import('ogg-opus-decoder'));
    return new OggOpusDecoder();
  },
};

/** Bytes at a time: of silence, a FLAC file packs 65,535 samples into 14, so that 4 kB may be 19 million. */
const chunkBytes = 4096;
/** Chunks between two rests in which other things happen. */
const chunksAtOnce = 64;

/**
 * Decodes a file chunk by chunk, so that no more than `maxSeconds` and a chunk are ever held.
 *
 * @param bytes The whole file.
 * @param format What it is.
 * @param options All of decodeAudio.
 * @throws RecognizerError `SOUND_UNREADABLE` when no sample can be had, or the sample rate changes; `SOUND_TOO_LONG`.
 * @throws The signal's reason when it is aborted.
 */
export async function decodeCompressed(
  bytes: Uint8Array,
  format: CompressedFormat,
  { maxSeconds, name, signal }: { maxSeconds: number; name: string; signal?: AbortSignal },
): Promise<{ samples: Float32Array; sampleRate: number; notes: string[] }> {
  const unreadable = (problem: string, cause?: unknown) =>
    new RecognizerError('SOUND_UNREADABLE', name, problem, { cause });
  const pieces: Float32Array[] = [];
  let length = 0;
  let sampleRate = 0;
  let damaged = 0;
  const take = (piece: Piece, most = Number.POSITIVE_INFINITY) => {
    // What is given once more may be but a part of a frame.
    if (most === Number.POSITIVE_INFINITY) damaged += piece.errors.length;
    const scale = format === 'FLAC' ? 1 - 2 ** (1 - (piece.bitDepth ?? 16)) : 1;
    const mono = meanOfChannels(piece, scale).subarray(0, most);
    if (mono.length === 0) return;
    if (sampleRate > 0 && piece.sampleRate !== sampleRate) {
      throw unreadable(`its sample rate must be one; received ${sampleRate} Hz, then ${piece.sampleRate}`);
    }
    sampleRate = piece.sampleRate;
    pieces.push(mono);
    length += mono.length;
    if (!(length / sampleRate <= maxSeconds)) {
      const problem = `its length must be at most maxSeconds = ${maxSeconds} s; received more`;
      throw new RecognizerError('SOUND_TOO_LONG', name, problem);
    }
  };

  const decoder = await DECODERS[format]();
  await decoder.ready;
  try {
    for (let at = 0, count = 1; at < bytes.length; at += chunkBytes, count++) {
      take(await quietly(() => decoder.decode(bytes.subarray(at, at + chunkBytes))));
      if (count % chunksAtOnce === 0) await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
    }
    const { firstFrame, total } = format === 'FLAC' ? flacStart(bytes) : { firstFrame: bytes, total: 0 };
    // The decoder tells a frame's end by the next one, and drops a last frame that looks like the beginning of others:
    // it is given the first frame once more, of which nothing is heard.
    if (total > length) take(await quietly(() => decoder.decode(firstFrame)), total - length);
    if (decoder.flush && !(total > 0 && length >= total))
      take(await quietly(() => decoder.flush?.() as Promise<Piece>));
  } catch (cause) {
    if (cause instanceof RecognizerError || signal?.aborted) throw cause;
    // What was decoded before the damage is still a sound.
    if (length === 0) throw unreadable(`begins as ${format} and cannot be decoded: ${firstLine(cause)}`, cause);
    damaged++;
  } finally {
    decoder.free();
  }
  if (length === 0) throw unreadable(`begins as ${format}, and no sound can be decoded from it`);
  return {
    samples: joined(pieces, length),
    sampleRate,
    notes: damaged > 0 ? ['damaged: parts of it are left out'] : [],
  };
}

/**
 * A FLAC file's first frame, or the beginning of it, and how many samples the file says that it holds: 0 where it does
 * not say.
 */
function flacStart(bytes: Uint8Array): { firstFrame: Uint8Array; total: number } {
  const start = bytes.findIndex((_, i) => bytes[i] === 0x66 && bytes[i + 1] === 0x4c && bytes[i + 2] === 0x61);
  // The first block of metadata: 36 bits, 13 bytes behind its own header of 4.
  const [high, ...low] = bytes.subarray(start + 21, start + 26);
  const total = low.reduce((sum, byte) => 256 * sum + byte, high & 15);
  // Each block: a bit for the last one, and a size of three bytes behind the kind.
  for (let at = start + 4; at + 4 <= bytes.length; ) {
    const isLast = bytes[at] >= 128;
    at += 4 + ((bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]);
    if (isLast) return { firstFrame: bytes.subarray(at, at + 64), total };
  }
  return { firstFrame: new Uint8Array(), total: 0 };
}

// FLAC's decoder divides by the largest integer, 32,767 of 16 bits; libsndfile, and our reader of WAV, by 32,768.
function meanOfChannels({ channelData, samplesDecoded }: Piece, scale: number): Float32Array {
  const channels = channelData.length;
  const samples = new Float32Array(channels === 0 ? 0 : samplesDecoded);
  for (let t = 0; t < samples.length; t++) {
    let sum = 0;
    for (const channel of channelData) sum += channel[t];
    samples[t] = (scale * sum) / channels;
  }
  return samples;
}

function joined(pieces: Float32Array[], length: number): Float32Array {
  const samples = new Float32Array(length);
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return samples;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}
