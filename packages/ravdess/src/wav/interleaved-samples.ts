import type { WavFormat } from './read-wav-format.js';

/** Samples as stored, channel after channel within each frame. */
export interface InterleavedSamples {
  values: Uint8Array | Int16Array | Int32Array | Float32Array | Float64Array;
  /** The stored value that means silence: 128 for 8 bits, which are unsigned, else 0. */
  zero: number;
  /** The stored value that means 1. */
  one: number;
}

const hostIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * The samples of a WAV file's data as numbers.
 *
 * PCM is 1 at 2^(bits - 1), as in libsndfile and librosa: 16 bits reach from -1 to 1 - 2^-15. Where the bytes lie as
 * the processor wants them, the result is a view of `data`, not a copy.
 *
 * @param data The sound's bytes; an incomplete frame at the end is left out.
 * @param format How they are stored.
 */
export function interleavedSamples(data: Uint8Array, format: WavFormat): InterleavedSamples {
  const { encoding, channels, bytesPerSample } = format;
  const count = Math.floor(data.byteLength / (channels * bytesPerSample)) * channels;
  if (bytesPerSample === 1) return { values: data.subarray(0, count), zero: 128, one: 128 };
  if (bytesPerSample === 3) return { values: unpack24(data, count), zero: 0, one: 2 ** 31 };
  const one = encoding === 'float' ? 1 : 2 ** (8 * bytesPerSample - 1);
  if (hostIsLittleEndian && data.byteOffset % bytesPerSample === 0) {
    const { buffer, byteOffset } = data;
    if (bytesPerSample === 2) return { values: new Int16Array(buffer, byteOffset, count), zero: 0, one };
    if (bytesPerSample === 8) return { values: new Float64Array(buffer, byteOffset, count), zero: 0, one };
    if (encoding === 'float') return { values: new Float32Array(buffer, byteOffset, count), zero: 0, one };
    return { values: new Int32Array(buffer, byteOffset, count), zero: 0, one };
  }
  return { values: unpack(data, count, format), zero: 0, one };
}

/** 24 bits in the upper three bytes of 32, so that the sign comes by itself. */
function unpack24(data: Uint8Array, count: number): Int32Array {
  const values = new Int32Array(count);
  for (let i = 0, at = 0; i < count; i++, at += 3) {
    values[i] = (data[at] << 8) | (data[at + 1] << 16) | (data[at + 2] << 24);
  }
  return values;
}

/** For an odd place in memory, or a big-endian processor. */
function unpack(data: Uint8Array, count: number, { encoding, bytesPerSample }: WavFormat) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (bytesPerSample === 2) {
    const values = new Int16Array(count);
    for (let i = 0; i < count; i++) values[i] = view.getInt16(2 * i, true);
    return values;
  }
  if (bytesPerSample === 8) {
    const values = new Float64Array(count);
    for (let i = 0; i < count; i++) values[i] = view.getFloat64(8 * i, true);
    return values;
  }
  if (encoding === 'float') {
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = view.getFloat32(4 * i, true);
    return values;
  }
  const values = new Int32Array(count);
  for (let i = 0; i < count; i++) values[i] = view.getInt32(4 * i, true);
  return values;
}
