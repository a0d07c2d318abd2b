import { type Kernel, kernel, largestPiece, reserve } from './kernel.js';

/** Arrays shorter than this are not worth the copy. */
const fewest = 512;

/**
 * Puts an array piece by piece, most often at once, into the kernel's memory, with zeros behind it.
 *
 * @param visit Gets the kernel, the piece's place in its memory, a view of it, the number of its first value, and the place
 * of `extraBytes` more.
 * @returns False, before any visit, for short arrays, for other arrays than Float32Array, and where there is no kernel.
 */
export function inPieces(
  values: Float32Array,
  visit: (kernel: Kernel, place: number, piece: Float32Array<ArrayBuffer>, start: number, extra: number) => void,
  extraBytes = 0,
): boolean {
  const isLong = values.length >= fewest && Object.prototype.toString.call(values) === '[object Float32Array]';
  const wasm = isLong && kernel();
  if (!wasm) return false;
  const [place, extra] = reserve(wasm, [4 * Math.min(values.length, largestPiece), extraBytes]);
  for (let start = 0; start < values.length; start += largestPiece) {
    const length = Math.min(largestPiece, values.length - start);
    const { buffer } = wasm.memory;
    const piece = new Float32Array(buffer as ArrayBuffer, place, length);
    piece.set(length === values.length ? values : values.subarray(start, start + length));
    // Loops over groups of values read some more.
    new Float32Array(buffer, place + 4 * length, 8).fill(0);
    visit(wasm, place, piece, start, extra);
  }
  return true;
}
