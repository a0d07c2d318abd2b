import { RavdessError } from '../ravdess-error.js';
import { foreignFile } from './foreign-file.js';
import { withoutId3 } from './without-id3.js';

/** Where a WAV file keeps what matters. */
export interface WavChunks {
  /** The body of the `fmt ` chunk. */
  format: DataView;
  /** The sound's bytes. */
  data: Uint8Array;
  /** How many bytes of sound the header promises: more than `data` has when the file was cut. */
  promised: number;
  /** False for RIFX, whose numbers are all big-endian. */
  littleEndian: boolean;
}

// Four-letter names as big-endian numbers.
const RIFF = 0x52494646;
const RIFX = 0x52494658;
const RF64 = 0x52463634;
const BW64 = 0x42573634;
const WAVE = 0x57415645;
const FORMAT = 0x666d7420;
const DATA = 0x64617461;
const LONG_SIZES = 0x64733634;
const UNKNOWN_SIZE = 0xffffffff;
const FORMS = [RIFF, RIFX, RF64, BW64];

/**
 * Finds the `fmt ` and `data` chunks of a WAV file, in whatever order and among whatever others.
 *
 * As in libsndfile, the size in the file's first header plays no part, a data chunk that ends beyond the file ends with
 * it, and ID3 tags before the file are passed over. More forgiving than libsndfile: `data` may come before `fmt `, and
 * pad bytes may be missing. Of several chunks of a kind the first counts. Takes one pass over the chunk headers.
 *
 * A writer that could not go back to fill in the data's size leaves 0 (with something other than chunks behind it) or
 * the last size that 31 or 32 bits hold, or so: the sound then reaches to the file's end, and nothing was cut.
 *
 * @param file The whole file.
 * @returns Views into `file`, no copies.
 * @throws RavdessError (`WAV_INVALID`) when it is no WAV file or one of the two chunks is missing.
 */
export function findWavChunks(file: Uint8Array): WavChunks {
  const bytes = withoutId3(file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!(view.byteLength >= 12 && FORMS.includes(view.getUint32(0)) && view.getUint32(8) === WAVE)) {
    const received = foreignFile(file);
    throw new RavdessError(
      'WAV_INVALID',
      `not a WAV file: expected RIFF, a size and WAVE at the start; received ${received}`,
      { input: received },
    );
  }
  const littleEndian = view.getUint32(0) !== RIFX;
  let format: DataView | undefined;
  let data: { start: number; length: number; promised: number } | undefined;
  let longSize: number | undefined;
  let position = 12;
  while (position + 8 <= view.byteLength && !(format && data)) {
    const id = view.getUint32(position);
    const size = view.getUint32(position + 4, littleEndian);
    const start = position + 8;
    const end = Math.min(start + size, view.byteLength);
    if (id === FORMAT) format ??= new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
    else if (id === DATA) data ??= { start, ...dataExtent(view, start, size, longSize, littleEndian) };
    else if (id === LONG_SIZES && end - start >= 16) longSize ??= Number(view.getBigUint64(start + 8, littleEndian));
    position = nextChunk(view, start, size, littleEndian);
  }
  if (!format) throw missing('fmt ');
  if (!data) throw missing('data');
  const sound = bytes.subarray(data.start, data.start + data.length);
  return { format, data: sound, promised: data.promised, littleEndian };
}

function missing(id: string): RavdessError {
  return new RavdessError('WAV_INVALID', `not a whole WAV file: expected a "${id}" chunk; received none`, {
    input: id,
  });
}

/** How long the sound is, in bytes: what the header says, as far as the file agrees. */
function dataExtent(
  view: DataView,
  start: number,
  size: number,
  longSize: number | undefined,
  littleEndian: boolean,
): { length: number; promised: number } {
  const rest = view.byteLength - start;
  let promised = size === UNKNOWN_SIZE ? longSize || rest : size;
  const unknown = isPlaceholder(promised) || (size === 0 && !holdsChunks(view, start, littleEndian));
  if (unknown && (size === 0 || promised > rest)) promised = rest;
  return { length: Math.min(promised, rest), promised };
}

/**
 * Whether a size stands for "unknown": 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 2^63 - 1, 2^64 - 1 or up to 8 KiB less, since
 * writers take their headers off, or round down to their buffers (0x7FFFF000).
 */
function isPlaceholder(size: number): boolean {
  return [2 ** 31, 2 ** 32].some((limit) => size >= limit - 8192 && size <= limit) || size >= 2 ** 62;
}

/** Whether everything from here to the end is chunks. */
function holdsChunks(view: DataView, start: number, littleEndian: boolean): boolean {
  let position = start;
  while (position < view.byteLength) {
    if (plausibility(view, position, littleEndian) === 0) return false;
    position = nextChunk(view, position + 8, view.getUint32(position + 4, littleEndian), littleEndian);
  }
  return true;
}

/**
 * Where the next chunk begins. A chunk of odd size has a pad byte behind it, which some writers forget: the place that
 * looks more like a chunk wins, the padded one on a tie.
 */
function nextChunk(view: DataView, start: number, size: number, littleEndian: boolean): number {
  const end = start + size;
  if (size % 2 === 0) return end;
  return plausibility(view, end, littleEndian) > plausibility(view, end + 1, littleEndian) ? end : end + 1;
}

/** How much the bytes at a place look like a chunk's header: 2 for one that we need, 1 for any, 0 for none. */
function plausibility(view: DataView, position: number, littleEndian: boolean): 0 | 1 | 2 {
  if (position + 8 > view.byteLength) return 0;
  const id = view.getUint32(position);
  if (id === FORMAT || id === DATA) return 2;
  for (let i = 0; i < 4; i++) {
    const letter = view.getUint8(position + i);
    if (letter < 0x20 || letter > 0x7e) return 0;
  }
  const end = position + 8 + view.getUint32(position + 4, littleEndian);
  return end <= view.byteLength ? 1 : 0;
}
