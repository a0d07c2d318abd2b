import { inPieces } from '../kernel/in-pieces.js';
import type { Kernel } from '../kernel/kernel.js';
import { requireFinite } from '../require-argument.js';
import type { DecibelLevels } from './decibel-levels.js';
import { decibelsOfFloat, decibelTable } from './decibels-of-float.js';

/** Bytes of the kernel's table. */
export const tableBytes = 64;

/**
 * The largest of some values, or of their magnitudes, and 0.
 *
 * @throws RangeError when a value is not finite.
 */
export function largest(caller: string, values: Float32Array, withoutSign: boolean): number {
  let max = 0;
  const isDone = inPieces(values, (kernel, place, { length }) => {
    max = Math.max(max, kernel.largest(place, length, withoutSign));
  });
  if (!isDone || Number.isNaN(max)) {
    requireFinite(caller, 'matrix', values);
    for (let i = 0; i < values.length; i++) max = Math.max(max, withoutSign ? Math.abs(values[i]) : values[i]);
  }
  return max;
}

/** Decibels of finite values; without their signs (amplitude), or of numbers that have none (power). */
export function decibelsOf(values: Float32Array, withoutSign: boolean, levels: DecibelLevels): Float32Array {
  let result: Float32Array | undefined;
  const isDone = inPieces(
    values,
    (kernel, place, piece, start, table) => {
      decibelsInKernel(kernel, place, piece.length, withoutSign, levels, table);
      // A copy of the only piece spares filling the result with zeros first.
      if (piece.length === values.length) result = piece.slice();
      else {
        result ??= new Float32Array(values.length);
        result.set(piece, start);
      }
    },
    tableBytes,
  );
  if (isDone && result) return result;

  const { scale, lowest, floor } = levels;
  const plain = new Float32Array(values.length);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const signMask = withoutSign ? 0x7fffffff : 0xffffffff;
  for (let i = 0; i < plain.length; i++) {
    const value = withoutSign ? Math.abs(values[i]) : values[i];
    plain[i] = value > lowest ? decibelsOfFloat(bits[i] & signMask, scale) : floor;
  }
  return plain;
}

/** The same of values in the kernel's memory, in their place; `tableBytes` at `table` are used. */
export function decibelsInKernel(
  kernel: Kernel,
  place: number,
  length: number,
  withoutSign: boolean,
  levels: DecibelLevels,
  table: number,
): void {
  new Float32Array(kernel.memory.buffer, table, tableBytes / 4).set(decibelTable(levels));
  kernel.decibels(place, length, withoutSign, table);
}
