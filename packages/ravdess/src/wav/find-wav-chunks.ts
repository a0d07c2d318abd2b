import { RavdessError } from '../ravdess-error.js';

/** Where a WAV file keeps what matters. */
export interface WavChunks {
  /** The body of the `fmt ` chunk. */
  format: DataView;
  /** The sound's bytes. */
  data: Uint8Array;
  /** Whether the header promises more sound than there is: the file was cut. */
  truncated: boolean;
}

// Four-letter names as big-endian numbers.
const RIFF = 0x52494646;
const RF64 = 0x52463634;
const BW64 = 0x42573634;
const WAVE = 0x57415645;
const FORMAT = 0x666d7420;
const DATA = 0x64617461;
const LONG_SIZES = 0x64733634;
const UNKNOWN_SIZE = 0xffffffff;

/**
 * Finds the `fmt ` and `data` chunks of a WAV file, in whatever order and among whatever others.
 *
 * As in libsndfile, the size in the file's first header plays no part, and a data chunk that ends beyond the file ends
 * with it. More forgiving than libsndfile: `data` may come before `fmt `, and pad bytes may be missing. A data size of
 * 0xFFFFFFFF, or of 0 with something other than chunks behind it, is the mark of a writer that could not go back to
 * fill it in: the sound then reaches to the file's end. Of several chunks of a kind the first counts. Takes one pass
 * over the chunk headers.
 *
 * @param bytes The whole file.
 * @returns Views into `bytes`, no copies.
 * @throws RavdessError (`WAV_INVALID`) when it is no WAV file or one of the two chunks is missing.
 */
export function findWavChunks(bytes: Uint8Array): WavChunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  requireWave(view);
  let format: DataView | undefined;
  let data: { start: number; length: number; truncated: boolean } | undefined;
  let longSize: number | undefined;
  let position = 12;
  while (position + 8 <= view.byteLength && !(format && data)) {
    const id = view.getUint32(position);
    const size = view.getUint32(position + 4, true);
    const start = position + 8;
    const end = Math.min(start + size, view.byteLength);
    if (id === FORMAT) format ??= new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
    else if (id === DATA) data ??= { start, ...dataExtent(view, start, size, longSize) };
    else if (id === LONG_SIZES && end - start >= 16) longSize ??= Number(view.getBigUint64(start + 8, true));
    position = nextChunk(view, start, size);
  }
  if (!format) throw missing('fmt ');
  if (!data) throw missing('data');
  return { format, data: bytes.subarray(data.start, data.start + data.length), truncated: data.truncated };
}

function requireWave(view: DataView): void {
  const form = view.byteLength >= 12 ? view.getUint32(0) : 0;
  if ((form !== RIFF && form !== RF64 && form !== BW64) || view.getUint32(8) !== WAVE) {
    const start = Array.from({ length: Math.min(12, view.byteLength) }, (_, i) => view.getUint8(i));
    const received = start.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    throw new RavdessError(
      'WAV_INVALID',
      `not a WAV file: expected RIFF, a size and WAVE at the start; received ${received || 'no bytes'}`,
      { input: received },
    );
  }
}

function missing(id: string): RavdessError {
  return new RavdessError('WAV_INVALID', `not a whole WAV file: expected a "${id}" chunk; received none`, {
    input: id,
  });
}

/** How long the sound is, in bytes: what the header says, as far as the file agrees. */
function dataExtent(view: DataView, start: number, size: number, longSize: number | undefined) {
  const rest = view.byteLength - start;
  let promised = size;
  if (size === UNKNOWN_SIZE) promised = longSize || rest;
  else if (size === 0 && !holdsChunks(view, start)) promised = rest;
  return { length: Math.min(promised, rest), truncated: promised > rest };
}

/** Whether everything from here to the end is chunks. */
function holdsChunks(view: DataView, start: number): boolean {
  let position = start;
  while (position < view.byteLength) {
    if (plausibility(view, position) === 0) return false;
    position = nextChunk(view, position + 8, view.getUint32(position + 4, true));
  }
  return true;
}

/**
 * Where the next chunk begins. A chunk of odd size has a pad byte behind it, which some writers forget: the place that
 * looks more like a chunk wins, the padded one on a tie.
 */
function nextChunk(view: DataView, start: number, size: number): number {
  const end = start + size;
  if (size % 2 === 0) return end;
  return plausibility(view, end) > plausibility(view, end + 1) ? end : end + 1;
}

/** How much the bytes at a place look like a chunk's header: 2 for one that we need, 1 for any, 0 for none. */
function plausibility(view: DataView, position: number): 0 | 1 | 2 {
  if (position + 8 > view.byteLength) return 0;
  const id = view.getUint32(position);
  if (id === FORMAT || id === DATA) return 2;
  for (let i = 0; i < 4; i++) {
    const letter = view.getUint8(position + i);
    if (letter < 0x20 || letter > 0x7e) return 0;
  }
  const end = position + 8 + view.getUint32(position + 4, true);
  return end <= view.byteLength ? 1 : 0;
}
