import { kernel, largestPiece, reserve } from '../kernel/kernel.js';

/** How output samples follow from input samples: `up` of them from every `down`. */
export interface Phases {
  up: number;
  down: number;
  /** Weights of each filter, a multiple of 4. */
  taps: number;
  /** Samples before an output's place that its filter begins at. */
  before: number;
  /** The filter of outputs that lie phase / up after an input sample. */
  filterOf(phase: number): Float64Array;
}

/**
 * Output i is the sum of filter[n] * samples[place - before + n] with place = floor(i down / up) and the filter of phase
 * i down mod up; beyond the signal are zeros.
 *
 * @param length Number of outputs, at most ceil(samples.length up / down).
 */
export function filterPhases(samples: Float32Array, phases: Phases, length: number): Float32Array<ArrayBuffer> {
  const result = new Float32Array(length);
  if (filterInKernel(samples, phases, result)) return result;

  const { up, down, taps, before, filterOf } = phases;
  const padded = new Float64Array(samples.length + taps);
  padded.set(samples, before);
  for (let first = 0; first < Math.min(up, length); first++) {
    const filter = filterOf((first * down) % up);
    let place = Math.floor((first * down) / up);
    for (let i = first; i < length; i += up, place += down) result[i] = dot(filter, padded, place);
  }
  return result;
}

/** Sum of filter[n] * samples[start + n]. Four sums, since each addition to one has to wait for the one before. */
export function dot(filter: Float64Array, samples: Float64Array, start: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let n = 0; n < filter.length; n += 4) {
    a += filter[n] * samples[start + n];
    b += filter[n + 1] * samples[start + n + 1];
    c += filter[n + 2] * samples[start + n + 2];
    d += filter[n + 3] * samples[start + n + 3];
  }
  return a + b + (c + d);
}

/**
 * The same in WebAssembly, to the bit, in pieces of whole periods.
 *
 * @returns False, with nothing done, for rates whose period is longer than a piece, for Float64 samples, and where there
 * is no kernel.
 */
function filterInKernel(samples: Float32Array, phases: Phases, result: Float32Array): boolean {
  const { up, down, taps, before, filterOf } = phases;
  const period = Math.max(up, down);
  // Float64 samples would be rounded on their way into the kernel.
  const isPossible = period <= largestPiece && Object.prototype.toString.call(samples) === '[object Float32Array]';
  const wasm = isPossible && kernel();
  if (!wasm) return false;

  const periods = Math.min(Math.floor(largestPiece / period), Math.ceil(result.length / up));
  const inputLength = periods * down + taps;
  const [input, filterPlace, out] = reserve(wasm, [4 * inputLength, 8 * taps, 4 * periods * up]);
  const { buffer } = wasm.memory;
  const piece = new Float32Array(buffer, input, inputLength);
  const weights = new Float64Array(buffer, filterPlace, taps);
  for (let start = 0; start < result.length; start += periods * up) {
    const count = Math.min(periods * up, result.length - start);
    const from = (start / up) * down - before;
    piece.fill(0);
    piece.set(samples.subarray(Math.max(0, from), Math.max(0, from + inputLength)), Math.max(0, -from));
    for (let first = 0; first < Math.min(up, count); first++) {
      weights.set(filterOf((first * down) % up));
      const place = input + 4 * Math.floor((first * down) / up);
      wasm.filtered(place, down, filterPlace, taps, Math.ceil((count - first) / up), out + 4 * first, up);
    }
    result.set(new Float32Array(buffer, out, count), start);
  }
  return true;
}
