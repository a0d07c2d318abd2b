import type { ModelInput } from '@aver/spectrogram';

/** The same input of many recordings, row-major with the recordings first. */
export interface InputTable {
  /** Names of the recordings, sorted. */
  names: string[];
  /** Identities of their contents, in the same order. */
  fingerprints: string[];
  /** Shape of one recording's input. */
  shape: number[];
  data: Float32Array | Uint8Array;
}

/**
 * Puts inputs of equal shape together.
 *
 * @throws RangeError when a shape differs from the first.
 */
export function inputTable(rows: Array<{ name: string; fingerprint: string; input: ModelInput }>): InputTable {
  const sorted = [...rows].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { shape, data: first } = sorted[0].input;
  const size = first.length;
  const data = first instanceof Uint8Array ? new Uint8Array(size * rows.length) : new Float32Array(size * rows.length);
  for (const [row, { name, input }] of sorted.entries()) {
    if (input.data.length !== size) {
      throw new RangeError(`inputTable: ${name} must have shape [${shape}]; received [${input.shape}]`);
    }
    data.set(input.data, row * size);
  }
  return {
    names: sorted.map(({ name }) => name),
    fingerprints: sorted.map(({ fingerprint }) => fingerprint),
    shape,
    data,
  };
}

/**
 * Picks recordings out of a table.
 *
 * @param names Which ones, in the order wanted.
 * @param scale What every value is multiplied with; 1 keeps bytes bytes.
 * @returns Data with the recordings first: shape `[names.length, ...table.shape]`.
 * @throws RangeError when a name is not in the table.
 */
export function selectInputs(
  table: InputTable,
  names: string[],
  scale = 1,
): { data: Float32Array | Uint8Array; shape: number[] } {
  const rows = new Map(table.names.map((name, row) => [name, row]));
  const size = table.shape.reduce((product, length) => product * length, 1);
  const keepBytes = table.data instanceof Uint8Array && scale === 1;
  const data = keepBytes ? new Uint8Array(names.length * size) : new Float32Array(names.length * size);
  for (const [i, name] of names.entries()) {
    const row = rows.get(name);
    if (row === undefined) throw new RangeError(`selectInputs: names must be in the table; received ${name}`);
    const values = table.data.subarray(row * size, (row + 1) * size);
    data.set(scale === 1 ? values : Float32Array.from(values, (value) => value * scale), i * size);
  }
  return { data, shape: [names.length, ...table.shape] };
}
