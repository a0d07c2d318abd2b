import { companded } from './companded.js';
import { imaAdpcm } from './ima-adpcm.js';
import { msAdpcm } from './ms-adpcm.js';
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
 * @param data The sound's bytes; an incomplete frame at the end is left out, and an incomplete block of ADPCM.
 * @param format How they are stored.
 */
export function interleavedSamples(data: Uint8Array, format: WavFormat): InterleavedSamples {
  const { encoding, channels, littleEndian } = format;
  if (encoding === 'ima-adpcm') return { values: imaAdpcm(data, format), zero: 0, one: 2 ** 15 };
  if (encoding === 'ms-adpcm') return { values: msAdpcm(data, format), zero: 0, one: 2 ** 15 };
  const { bytesPerSample, one } = layout(data, format);
  const count = Math.floor(data.byteLength / (channels * bytesPerSample)) * channels;
  if (encoding === 'a-law' || encoding === 'mu-law') {
    return { values: companded(data.subarray(0, count), encoding), zero: 0, one: 2 ** 15 };
  }
  if (bytesPerSample === 1) return { values: data.subarray(0, count), zero: 128, one: 128 };
  if (bytesPerSample === 3) return { values: unpack24(data, count, littleEndian), zero: 0, one: 2 ** 31 };
  if (littleEndian === hostIsLittleEndian && data.byteOffset % bytesPerSample === 0) {
    const { buffer, byteOffset } = data;
    if (bytesPerSample === 2) return { values: new Int16Array(buffer, byteOffset, count), zero: 0, one };
    if (bytesPerSample === 8) return { values: new Float64Array(buffer, byteOffset, count), zero: 0, one };
    if (encoding === 'float') return { values: new Float32Array(buffer, byteOffset, count), zero: 0, one };
    return { values: new Int32Array(buffer, byteOffset, count), zero: 0, one };
  }
  return { values: unpack(data, count, format, bytesPerSample), zero: 0, one };
}

/**
 * Bytes from one sample to the next, and the stored value that means 1.
 *
 * The headers of 17 to 24 bits in blocks of four bytes a channel are written by three kinds of programs: that keep them
 * in the upper bits of 32, as the specification has it, in the lower ones, or in three bytes, with a wrong block size
 * (which libsndfile takes all of them for). Samples that are in the upper bits leave the lowest byte 0; those in the
 * lower ones leave the highest to the sign. So do 32 bits of which fewer count.
 */
function layout(data: Uint8Array, format: WavFormat): Pick<WavFormat, 'bytesPerSample'> & { one: number } {
  const { encoding, channels, bitsPerSample, validBits, bytesPerSample, blockAlign, littleEndian } = format;
  const given = { bytesPerSample, one: encoding === 'float' ? 1 : 2 ** (8 * bytesPerSample - 1) };
  const blocksOfFour = bytesPerSample === 3 && blockAlign === 4 * channels;
  const fewerBits = bytesPerSample === 4 && validBits < bitsPerSample;
  if (encoding !== 'pcm' || !(blocksOfFour || fewerBits)) return given;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const bits = Math.min(validBits, bitsPerSample);
  const limit = 2 ** (bits - 1);
  let isUpper = true;
  let isLower = true;
  let isSilent = true;
  for (let at = 0; at + 4 <= data.byteLength && (isUpper || isLower); at += 4) {
    const value = view.getInt32(at, littleEndian);
    isSilent &&= value === 0;
    isUpper &&= (value & 0xff) === 0;
    isLower &&= value >= -limit && value < limit;
  }
  if (isSilent) return given;
  if (isUpper) return { bytesPerSample: 4, one: 2 ** 31 };
  return isLower ? { bytesPerSample: 4, one: limit } : given;
}

/** 24 bits in the upper three bytes of 32, so that the sign comes by itself. */
function unpack24(data: Uint8Array, count: number, littleEndian: boolean): Int32Array {
  const values = new Int32Array(count);
  const [low, high] = littleEndian ? [0, 2] : [2, 0];
  for (let i = 0, at = 0; i < count; i++, at += 3) {
    values[i] = (data[at + low] << 8) | (data[at + 1] << 16) | (data[at + high] << 24);
  }
  return values;
}

/** For an odd place in memory, or the other order of bytes. */
function unpack(data: Uint8Array, count: number, { encoding, littleEndian }: WavFormat, bytesPerSample: number) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (bytesPerSample === 2) {
    const values = new Int16Array(count);
    for (let i = 0; i < count; i++) values[i] = view.getInt16(2 * i, littleEndian);
    return values;
  }
  if (bytesPerSample === 8) {
    const values = new Float64Array(count);
    for (let i = 0; i < count; i++) values[i] = view.getFloat64(8 * i, littleEndian);
    return values;
  }
  if (encoding === 'float') {
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = view.getFloat32(4 * i, littleEndian);
    return values;
  }
  const values = new Int32Array(count);
  for (let i = 0; i < count; i++) values[i] = view.getInt32(4 * i, littleEndian);
  return values;
}
