import { RavdessError } from '../ravdess-error.js';

/** How samples are stored in a WAV file; all but `pcm` and `float` stand for 16 bits of PCM. */
export type WavEncoding = 'pcm' | 'float' | 'a-law' | 'mu-law' | 'ima-adpcm' | 'ms-adpcm';

/** How a WAV file stores its samples. */
export interface WavFormat {
  encoding: WavEncoding;
  channels: number;
  /** In Hz. */
  sampleRate: number;
  /** As the header says; what is stored is whole bytes, or the 4 bits of ADPCM. */
  bitsPerSample: number;
  /** How many of them count; less than `bitsPerSample` in some extensible files. */
  validBits: number;
  /** Bytes from one sample to the next; of no meaning for ADPCM. */
  bytesPerSample: 1 | 2 | 3 | 4 | 8;
  /** Bytes from one block to the next: right for ADPCM, often wrong for the others. */
  blockAlign: number;
  littleEndian: boolean;
}

const EXTENSIBLE = 0xfffe;

const ENCODINGS: Record<number, WavEncoding> = {
  1: 'pcm',
  2: 'ms-adpcm',
  3: 'float',
  6: 'a-law',
  7: 'mu-law',
  17: 'ima-adpcm',
};

const OTHER_ENCODINGS: Record<number, string> = {
  20: 'G.723 ADPCM',
  34: 'TrueSpeech',
  49: 'GSM 6.10',
  64: 'G.721 ADPCM',
  80: 'MPEG',
  85: 'MP3',
  255: 'AAC',
  353: 'Windows Media Audio',
  8192: 'AC-3',
  26447: 'Ogg Vorbis',
  61868: 'FLAC',
};

const MAX_CHANNELS = 1024; // libsndfile's limit too
// What a rate costs is the sound's length at another rate. Telephones have 8,000 Hz and the fastest converters 768,000;
// a sound of 1 Hz would be 22,050 times as long at 22,050.
const MIN_SAMPLE_RATE = 1000;
const MAX_SAMPLE_RATE = 768_000;

/**
 * Reads the body of a `fmt ` chunk.
 *
 * The byte rate is ignored, as in libsndfile, and so is the block size but for ADPCM: encoding, channels and bits say
 * all, and writers get the other two wrong.
 *
 * @param view The body of the chunk.
 * @param littleEndian Whether its numbers are.
 * @throws RavdessError (`WAV_INVALID`) when the chunk is cut, has no or over 1,024 channels (2 of ADPCM), a sample rate
 * outside 1,000..768,000 Hz, an impossible number of bits or, of ADPCM, a block without a sample; (`WAV_UNSUPPORTED`)
 * when the samples are in another encoding.
 */
export function readWavFormat(view: DataView, littleEndian: boolean): WavFormat {
  if (view.byteLength < 16) throw invalid('"fmt " chunk', 'at least 16 bytes', view.byteLength);
  const tag = view.getUint16(0, littleEndian);
  const channels = view.getUint16(2, littleEndian);
  const sampleRate = view.getUint32(4, littleEndian);
  const blockAlign = view.getUint16(12, littleEndian);
  const bits = view.getUint16(14, littleEndian);
  if (!(channels >= 1 && channels <= MAX_CHANNELS)) throw invalid('channels', `1 to ${MAX_CHANNELS}`, channels);
  if (!(sampleRate >= MIN_SAMPLE_RATE && sampleRate <= MAX_SAMPLE_RATE)) {
    throw invalid('sample rate', `${MIN_SAMPLE_RATE} to ${MAX_SAMPLE_RATE} Hz`, sampleRate);
  }
  const encoding = encodingOf(tag === EXTENSIBLE ? subformat(view, littleEndian) : tag);
  const validBits = (tag === EXTENSIBLE && view.getUint16(18, littleEndian)) || bits;
  const format = { encoding, channels, sampleRate, bitsPerSample: bits, validBits, blockAlign, littleEndian };
  if (encoding === 'float') {
    if (bits !== 32 && bits !== 64) throw invalid('bits of a float', '32 or 64', bits);
    return { ...format, bytesPerSample: bits === 32 ? 4 : 8 };
  }
  if (encoding === 'a-law' || encoding === 'mu-law') return { ...format, bitsPerSample: 8, bytesPerSample: 1 };
  if (encoding === 'ima-adpcm' || encoding === 'ms-adpcm') {
    const header = (encoding === 'ima-adpcm' ? 4 : 7) * channels;
    if (channels > 2) throw invalid('channels of ADPCM', '1 or 2', channels);
    if (bits !== 4) throw invalid('bits of ADPCM', '4', bits);
    if (!(blockAlign >= header)) throw invalid('blocks of ADPCM', `at least ${header} bytes`, blockAlign);
    return { ...format, bytesPerSample: 1 };
  }
  if (!(bits >= 1 && bits <= 32)) throw invalid('bits per sample', '1 to 32', bits);
  return { ...format, bytesPerSample: Math.ceil(bits / 8) as 1 | 2 | 3 | 4 };
}

/** WAVE_FORMAT_EXTENSIBLE names the encoding in the first two bytes of a GUID, KSDATAFORMAT_SUBTYPE_*. */
function subformat(view: DataView, littleEndian: boolean): number {
  if (view.byteLength < 40) throw invalid('extensible "fmt " chunk', 'at least 40 bytes', view.byteLength);
  const parts = [view.getUint32(24, littleEndian), view.getUint16(28, littleEndian), view.getUint16(30, littleEndian)];
  const [encoding, ...tail] = [...parts, view.getUint32(32), view.getUint32(36)];
  const known = [0, 0x10, 0x800000aa, 0x00389b71];
  if (encoding > 0xffff || tail.some((part, index) => part !== known[index])) {
    const received = Array.from({ length: 14 }, (_, index) =>
      view
        .getUint8(26 + index)
        .toString(16)
        .padStart(2, '0'),
    );
    throw new RavdessError(
      'WAV_UNSUPPORTED',
      `WAV subformat must be PCM, float, A-law, mu-law or ADPCM; received a GUID that ends in ${received.join(' ')}`,
      { input: received.join(' ') },
    );
  }
  return encoding;
}

function encodingOf(tag: number): WavEncoding {
  const encoding = ENCODINGS[tag];
  if (encoding) return encoding;
  const received = OTHER_ENCODINGS[tag] ?? 'an unknown one';
  throw new RavdessError(
    'WAV_UNSUPPORTED',
    `WAV encoding must be PCM, float, A-law, mu-law or ADPCM; received ${received} (${tag}): convert it, ffmpeg -i IN OUT.wav`,
    { input: tag },
  );
}

function invalid(what: string, expected: string, received: number): RavdessError {
  return new RavdessError('WAV_INVALID', `WAV ${what} must be ${expected}; received ${received}`, { input: received });
}
