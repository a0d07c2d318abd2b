import { kernelBytes } from './kernel-bytes.js';

/** What the WebAssembly module offers, with SIMD: assembly/ says what each loop does. Numbers are places in bytes. */
export interface Kernel {
  memory: WebAssembly.Memory;
  transform(
    kind: number,
    nFft: number,
    hop: number,
    frames: number,
    samples: number,
    table: number,
    a: number,
    b: number,
    twiddles: number,
    odd: number,
    realTwiddles: number,
    block: number,
    out: number,
    imaginary: number,
  ): number;
  autocorrelations(
    nFft: number,
    hop: number,
    frames: number,
    lags: number,
    samples: number,
    table: number,
    a: number,
    b: number,
    firstTwiddles: number,
    twiddles: number,
    realTwiddles: number,
    out: number,
  ): void;
  inverse(
    nFft: number,
    hop: number,
    frames: number,
    columns: number,
    real: number,
    imaginary: number,
    a: number,
    b: number,
    firstTwiddles: number,
    twiddles: number,
    odd: number,
    realTwiddles: number,
    window: number,
    sums: number,
  ): void;
  masked(
    own: number,
    other: number,
    count: number,
    factor: number,
    silence: number,
    real: number,
    imaginary: number,
  ): void;
  medians(
    matrix: number,
    lines: number,
    lineStep: number,
    length: number,
    step: number,
    width: number,
    list: number,
    out: number,
  ): void;
  areWithin(values: number, count: number, minimum: number): number;
  largest(values: number, count: number, withoutSign: boolean): number;
  decibels(values: number, count: number, withoutSign: boolean, table: number): void;
  filtered(
    samples: number,
    step: number,
    filter: number,
    taps: number,
    count: number,
    out: number,
    outStep: number,
  ): void;
  interpolated(
    samples: number,
    step: number,
    phase: number,
    phaseStep: number,
    up: number,
    filters: number,
    rows: number,
    taps: number,
    count: number,
    out: number,
  ): void;
  weightedRows(matrix: number, columns: number, rows: number, weights: number, isSquared: boolean, out: number): void;
  extremes(
    matrix: number,
    columns: number,
    rows: number,
    count: number,
    lists: number,
    peaks: number,
    valleys: number,
  ): void;
}

const bytesPerPage = 2 ** 16;

/** Bytes behind each place that a loop may touch. */
const slack = 64;

/** The most values of a matrix that are given to the kernel at a time, so that its memory stays at a few megabytes. */
export const largestPiece = 2 ** 20;

let instance: Kernel | null | undefined;

/**
 * The kernel, made at the first call; undefined where WebAssembly or its SIMD is missing or forbidden. Every loop of it has
 * a twin in plain JavaScript that gives the same bits.
 */
export function kernel(): Kernel | undefined {
  if (instance === undefined) instance = instantiate();
  return instance ?? undefined;
}

function instantiate(): Kernel | null {
  try {
    const bytes = Uint8Array.from(atob(kernelBytes), (character) => character.charCodeAt(0));
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Kernel;
  } catch {
    // No WebAssembly, no SIMD, or a page whose policy forbids it.
    return null;
  }
}

/**
 * Places of the given sizes in the kernel's memory, one after the other. Nothing in it outlasts the caller's task: the next
 * caller gets the same places.
 */
export function reserve({ memory }: Kernel, sizes: readonly number[]): number[] {
  let end = slack; // a place of 0 is easily a mistake
  const places = sizes.map((bytes) => {
    const place = end;
    end += Math.ceil((bytes + slack) / slack) * slack;
    return place;
  });
  const missing = end - memory.buffer.byteLength;
  // Growing leaves older views without their memory: make them after this.
  if (missing > 0) memory.grow(Math.ceil(missing / bytesPerPage));
  return places;
}
