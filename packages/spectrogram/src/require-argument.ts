import { inPieces } from './kernel/in-pieces.js';
import type { Matrix } from './matrix.js';

// The guards of every exported function. Each message has the form
// `<function>: <parameter> must be <expected>; received <value>`.

/** A mono signal: a typed array of finite numbers; an infinite or missing number would spoil every frame it touches. */
export function requireSamples(caller: string, samples: Float32Array): void {
  const tag = Object.prototype.toString.call(samples);
  if (tag !== '[object Float32Array]' && tag !== '[object Float64Array]') {
    throw new TypeError(`${caller}: samples must be a Float32Array of one channel; received ${tag}`);
  }
  requireFinite(caller, 'samples', samples);
}

/** Fails on the first NaN or infinity, and says where it is. */
export function requireFinite(caller: string, name: string, values: Float32Array): void {
  if (areWithin(values, Number.NEGATIVE_INFINITY)) return;
  for (let i = 0; i < values.length; i++) {
    // x - x is 0 for every finite x and NaN for every other.
    if (values[i] - values[i] !== 0) {
      throw new RangeError(`${caller}: ${name} must be finite; received ${values[i]} at index ${i}`);
    }
  }
}

// The quick answer of the kernel: false where there is none.
function areWithin(values: Float32Array, minimum: number): boolean {
  let good = true;
  const isDone = inPieces(values, (kernel, place, { length }) => {
    good = good && kernel.areWithin(place, length, minimum) === 1;
  });
  return isDone && good;
}

export function requirePositive(caller: string, name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${caller}: ${name} must be a positive number; received ${value}`);
  }
}

export function requireNotNegative(caller: string, name: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${caller}: ${name} must be a number of at least 0; received ${value}`);
  }
}

/** A whole number of at least `minimum`. */
export function requireInteger(caller: string, name: string, value: number, minimum = 1): void {
  if (!(Number.isInteger(value) && value >= minimum)) {
    throw new RangeError(`${caller}: ${name} must be an integer of at least ${minimum}; received ${value}`);
  }
}

/** A bound on what the call costs. */
export function requireAtMost(caller: string, name: string, value: number, most: number): void {
  if (!(value <= most)) throw new RangeError(`${caller}: ${name} must be at most ${most}; received ${value}`);
}

/** A share, strictly between 0 and 1. */
export function requireShare(caller: string, name: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    throw new RangeError(`${caller}: ${name} must be between 0 and 1, both excluded; received ${value}`);
  }
}

export function requireOneOf<T>(caller: string, name: string, value: T, allowed: readonly T[]): void {
  if (!allowed.includes(value)) {
    throw new RangeError(`${caller}: ${name} must be one of ${allowed.join(', ')}; received ${value}`);
  }
}

/** A matrix whose shape fits its data and whose values are finite. */
export function requireMatrix(caller: string, name: string, matrix: Matrix): void {
  requireShape(caller, name, matrix);
  requireFinite(caller, name, matrix.data);
}

/** A matrix whose shape fits its data. */
export function requireShape(caller: string, name: string, matrix: Matrix): void {
  const shape = matrix?.shape;
  const tag = Object.prototype.toString.call(matrix?.data);
  const isMatrix = tag === '[object Float32Array]' && Array.isArray(shape) && shape.length === 2;
  if (!(isMatrix && shape[0] * shape[1] === matrix.data.length)) {
    throw new TypeError(
      `${caller}: ${name} must be { data: Float32Array, shape: [rows, columns] } with rows * columns values; ` +
        `received ${tag} of ${matrix?.data?.length} values and shape ${JSON.stringify(shape)}`,
    );
  }
}

/** A spectrogram: a matrix of at least one row without negative values. */
export function requireSpectrogram(caller: string, name: string, matrix: Matrix): void {
  requireShape(caller, name, matrix);
  if (!(matrix.shape[0] >= 1)) {
    throw new RangeError(`${caller}: ${name} must be of at least one row; received shape [${matrix.shape}]`);
  }
  const { data } = matrix;
  if (areWithin(data, 0)) return;
  for (let i = 0; i < data.length; i++) {
    if (!(data[i] >= 0 && data[i] < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`${caller}: ${name} must be finite and not negative; received ${data[i]} at index ${i}`);
    }
  }
}
