import { RavdessError } from '../ravdess-error.js';

/** How a WAV file stores its samples. */
export interface WavFormat {
  encoding: 'pcm' | 'float';
  channels: number;
  /** In Hz. */
  sampleRate: number;
  /** As the header says; what is stored is whole bytes. */
  bitsPerSample: number;
  /** Bytes from one sample to the next. */
  bytesPerSample: 1 | 2 | 3 | 4 | 8;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
// KSDATAFORMAT_SUBTYPE_*, without the two bytes that say which.
const SUBFORMAT_TAIL = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];

const KNOWN_ENCODINGS: Record<number, string> = {
  2: 'Microsoft ADPCM',
  6: 'A-law',
  7: 'mu-law',
  17: 'IMA ADPCM',
  80: 'MPEG',
  85: 'MP3',
};

const MAX_CHANNELS = 1024; // libsndfile's limit too
const MAX_SAMPLE_RATE = 1_000_000;

/**
 * Reads the body of a `fmt ` chunk.
 *
 * The byte rate and the block size are ignored, as in libsndfile: encoding, channels and bits say all, and writers get
 * the other two wrong. One case apart: 17 to 24 bits in blocks of four bytes a channel lie in the upper bits of 32, as
 * the format's specification has it (libsndfile takes them for three bytes each).
 *
 * @param view The body of the chunk.
 * @throws RavdessError (`WAV_INVALID`) when the chunk is cut, has no or over 1,024 channels, a sample rate outside
 * 1..1,000,000 Hz, or an impossible number of bits; (`WAV_UNSUPPORTED`) when the samples are neither PCM nor float.
 */
export function readWavFormat(view: DataView): WavFormat {
  if (view.byteLength < 16) throw invalid('"fmt " chunk', 'at least 16 bytes', view.byteLength);
  const tag = view.getUint16(0, true);
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const blockAlign = view.getUint16(12, true);
  const bitsPerSample = view.getUint16(14, true);
  if (!(channels >= 1 && channels <= MAX_CHANNELS)) throw invalid('channels', `1 to ${MAX_CHANNELS}`, channels);
  if (!(sampleRate >= 1 && sampleRate <= MAX_SAMPLE_RATE)) {
    throw invalid('sample rate', `1 to ${MAX_SAMPLE_RATE} Hz`, sampleRate);
  }
  const encoding = encodingOf(tag === EXTENSIBLE ? subformat(view) : tag);
  if (encoding === 'float') {
    if (bitsPerSample !== 32 && bitsPerSample !== 64) throw invalid('bits of a float', '32 or 64', bitsPerSample);
    return { encoding, channels, sampleRate, bitsPerSample, bytesPerSample: bitsPerSample === 32 ? 4 : 8 };
  }
  if (!(bitsPerSample >= 1 && bitsPerSample <= 32)) throw invalid('bits per sample', '1 to 32', bitsPerSample);
  const ownBytes = Math.ceil(bitsPerSample / 8);
  const bytesPerSample = ownBytes === 3 && blockAlign === 4 * channels ? 4 : (ownBytes as 1 | 2 | 3 | 4);
  return { encoding, channels, sampleRate, bitsPerSample, bytesPerSample };
}

/** WAVE_FORMAT_EXTENSIBLE names the encoding in the first two bytes of a GUID. */
function subformat(view: DataView): number {
  if (view.byteLength < 40) throw invalid('extensible "fmt " chunk', 'at least 40 bytes', view.byteLength);
  const tail = SUBFORMAT_TAIL.map((_, index) => view.getUint8(26 + index));
  if (tail.some((byte, index) => byte !== SUBFORMAT_TAIL[index])) {
    const received = tail.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    throw new RavdessError(
      'WAV_UNSUPPORTED',
      `WAV subformat must be PCM or float; received a GUID that ends in ${received}`,
      { input: received },
    );
  }
  return view.getUint16(24, true);
}

function encodingOf(tag: number): 'pcm' | 'float' {
  if (tag === PCM) return 'pcm';
  if (tag === FLOAT) return 'float';
  const received = KNOWN_ENCODINGS[tag] ?? 'an unknown one';
  throw new RavdessError(
    'WAV_UNSUPPORTED',
    `WAV encoding must be PCM (1) or float (3); received ${received} (${tag})`,
    { input: tag },
  );
}

function invalid(what: string, expected: string, received: number): RavdessError {
  return new RavdessError('WAV_INVALID', `WAV ${what} must be ${expected}; received ${received}`, { input: received });
}
