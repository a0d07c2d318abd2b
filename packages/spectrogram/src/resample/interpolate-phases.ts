import { kernel, reserve } from '../kernel/kernel.js';
import { dot, type Phases } from './filter-phases.js';

/** Filters are kept for `rows` phases, and for the next whole one. */
export interface TablePhases extends Omit<Phases, 'filterOf'> {
  rows: number;
  /** What {@link filterTable} gives. */
  table: Float64Array;
}

/** Output samples that the kernel makes at a time. */
const pieceLength = 2 ** 14;

/**
 * Output i is the sum of filter[n] * samples[place - before + n] with place = floor(i down / up) and the filter of phase
 * (i down mod up) / up, which is interpolated between two filters of a table; beyond the signal are zeros.
 *
 * For ratios with more phases than a table has: 44,101 to 16,000 Hz would take 16,000 filters.
 *
 * @param length Number of outputs, at most ceil(samples.length up / down).
 */
export function interpolatePhases(
  samples: Float32Array,
  { up, down, taps, before, rows, table }: TablePhases,
  length: number,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(length);
  // Float64 samples would be rounded on their way into the kernel.
  const wasm = Object.prototype.toString.call(samples) === '[object Float32Array]' && kernel();
  if (wasm) {
    const inputLength = Math.ceil((pieceLength * down) / up) + taps + 1;
    const [input, filters, out] = reserve(wasm, [4 * inputLength, 8 * table.length, 4 * pieceLength]);
    const { buffer } = wasm.memory;
    new Float64Array(buffer, filters, table.length).set(table);
    const piece = new Float32Array(buffer, input, inputLength);
    for (let start = 0; start < length; start += pieceLength) {
      const count = Math.min(pieceLength, length - start);
      const { place, phase } = placeOf(start, up, down);
      const from = place - before;
      piece.fill(0);
      piece.set(samples.subarray(Math.max(0, from), Math.max(0, from + inputLength)), Math.max(0, -from));
      wasm.interpolated(input, Math.floor(down / up), phase, down % up, up, filters, rows, taps, count, out);
      result.set(new Float32Array(buffer, out, count), start);
    }
    return result;
  }
  const rowsPerPhase = rows / up;
  const padded = new Float64Array(samples.length + taps);
  padded.set(samples, before);
  for (let i = 0; i < length; i++) {
    const { place, phase } = placeOf(i, up, down);
    const exact = phase * rowsPerPhase;
    const row = Math.floor(exact);
    const a = dot(table.subarray(row * taps, (row + 1) * taps), padded, place);
    const b = dot(table.subarray((row + 1) * taps, (row + 2) * taps), padded, place);
    result[i] = a + (exact - row) * (b - a);
  }
  return result;
}

/** Output i lies at place + phase / up. */
function placeOf(i: number, up: number, down: number): { place: number; phase: number } {
  const place = Math.floor((i * down) / up);
  return { place, phase: i * down - place * up };
}

/**
 * The filters of phases 0, 1 / rows, ... 1, one after the other. All their weights lie 1 / rows apart, on both sides of 0.
 *
 * @param weight The filter at a distance in samples; even, and 0 beyond `before` + 1.
 */
export function filterTable(
  { taps, before, rows }: Pick<TablePhases, 'taps' | 'before' | 'rows'>,
  weight: (distance: number) => number,
): Float64Array {
  const half = Float64Array.from({ length: (taps - before) * rows + 1 }, (_, i) => weight(i / rows));
  const table = new Float64Array((rows + 1) * taps);
  for (let row = 0, i = 0; row <= rows; row++) {
    for (let n = 0; n < taps; n++) table[i++] = half[Math.abs((n - before) * rows - row)] ?? 0;
  }
  return table;
}
