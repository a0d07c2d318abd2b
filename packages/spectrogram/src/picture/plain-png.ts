import { Unzlib } from 'fflate';

/** The largest picture: 128 MiB when unpacked, 11,585 x 11,585 of gray. */
const mostBytes = 2 ** 27;

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const channelsOf = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);
const palette = 3;

/** Where the pixels of the seven passes of an interlaced picture begin, and how far apart they are. */
const passes = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
];

/**
 * A PNG file with the chunks alone that make the picture: IHDR, PLTE and tRNS of a palette, IDAT, IEND. Its pixels unpack
 * to as many bytes as its header says, so that a decoder needs no more memory than the picture does.
 *
 * @param bytes A PNG file's bytes.
 * @throws Error that says what is wrong, for whoever decodes it.
 * @see Portable Network Graphics (PNG) Specification, third edition, sections 5, 8 and 11
 */
export function plainPng(bytes: Uint8Array): Uint8Array {
  if (signature.some((byte, i) => bytes[i] !== byte)) throw new Error('the first eight bytes are not those of PNG');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, 8)];
  const pixels: Uint8Array[] = [];
  let header: ReturnType<typeof readHeader> | undefined;
  let hasPalette = false;
  let isWhole = false;
  for (let at = 8; at + 12 <= bytes.length && !isWhole; ) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) throw new Error(`a chunk of ${length} bytes reaches beyond the end`);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (header === undefined && type !== 'IHDR') throw new Error(`the first chunk must be IHDR; received ${type}`);
    const isOfPalette = (type === 'PLTE' || type === 'tRNS') && header?.colourType === palette;
    if (type === 'IHDR' && header === undefined) header = readHeader(view, at + 8, length);
    else if (type === 'IDAT') pixels.push(bytes.subarray(at + 8, at + 8 + length));
    else if (!(isOfPalette || type === 'IEND')) {
      at = end;
      continue;
    }
    kept.push(bytes.subarray(at, end));
    hasPalette ||= type === 'PLTE';
    isWhole = type === 'IEND';
    at = end;
  }
  if (!(header && isWhole)) throw new Error('there is no end chunk');
  if (header.colourType === palette && !hasPalette) throw new Error('there is no palette');
  requireSize(pixels, header.unpackedBytes);
  const plain = new Uint8Array(kept.reduce((sum, chunk) => sum + chunk.length, 0));
  let place = 0;
  for (const chunk of kept) {
    plain.set(chunk, place);
    place += chunk.length;
  }
  return plain;
}

function readHeader(view: DataView, at: number, length: number): { colourType: number; unpackedBytes: number } {
  if (length !== 13) throw new Error(`IHDR must have 13 bytes; received ${length}`);
  const [width, height] = [view.getUint32(at), view.getUint32(at + 4)];
  const [depth, colourType] = [view.getUint8(at + 8), view.getUint8(at + 9)];
  const isInterlaced = view.getUint8(at + 12) === 1;
  if (!(width >= 1 && height >= 1)) throw new Error(`the size must be at least 1 x 1; received ${width} x ${height}`);
  const bits = depth * (channelsOf.get(colourType) ?? 0);
  if (!(bits >= 1)) throw new Error(`the colour type must be 0, 2, 3, 4 or 6; received ${colourType}`);
  const unpackedBytes = (isInterlaced ? passes : [{ x: 0, y: 0, dx: 1, dy: 1 }]).reduce((sum, { x, y, dx, dy }) => {
    const columns = Math.max(0, Math.ceil((width - x) / dx));
    const rows = Math.max(0, Math.ceil((height - y) / dy));
    // Before each row stands how it is filtered.
    return sum + (columns === 0 ? 0 : rows * (1 + Math.ceil((columns * bits) / 8)));
  }, 0);
  if (!(unpackedBytes <= mostBytes)) {
    throw new Error(`the size must be at most ${mostBytes} bytes unpacked; received ${width} x ${height}`);
  }
  return { colourType, unpackedBytes };
}

// Pieces of 4 KiB unpack to 4 MiB at most, and no more is unpacked once there is too much.
function requireSize(pixels: Uint8Array[], expected: number): void {
  let size = 0;
  const inflator = new Unzlib((part) => {
    size += part.length;
  });
  for (const chunk of pixels) {
    for (let start = 0; start < chunk.length && size <= expected; start += 4096) {
      inflator.push(chunk.subarray(start, start + 4096));
    }
  }
  if (size !== expected) {
    throw new Error(`the pixels must be ${expected} bytes; received ${size > expected ? 'more' : size}`);
  }
}
