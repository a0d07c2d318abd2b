/** Plain data, row-major, samples first; bytes are converted to float32 batch by batch. */
export interface Samples {
  data: Float32Array | Uint8Array;
  /** Number of samples, then the shape of one. */
  shape: readonly number[];
}

/** @throws RangeError when there is no sample, or the shape does not go with the data. */
export function requireSamples(caller: string, parameter: string, { data, shape }: Samples): void {
  const size = shape.reduce((product, length) => product * length, 1);
  if (!(shape.length >= 2 && size > 0 && size === data.length)) {
    throw new RangeError(
      `${caller}: ${parameter} must have a shape (samples, ...) of as many values as its data; ` +
        `received shape [${shape}] and ${data.length} values`,
    );
  }
}

/**
 * The shape in which a model takes or gives one sample: the data's own where it fits, else the model's where a sample has
 * as many values (features without the channel axis that a convolution wants).
 *
 * @param modelShape Shape of the model's input or output, with its batch axis; null where any length will do.
 * @throws RangeError when the samples fit neither way.
 */
export function sampleShape(
  caller: string,
  parameter: string,
  { shape }: Samples,
  modelShape: readonly (number | null)[],
): number[] {
  const own = shape.slice(1);
  const wanted = modelShape.slice(1);
  if (own.length === wanted.length && own.every((n, i) => wanted[i] === null || wanted[i] === n)) return own;
  const size = (lengths: readonly (number | null)[]) => lengths.reduce<number>((product, n) => product * (n ?? 0), 1);
  if (size(own) === size(wanted)) return wanted as number[];
  throw new RangeError(
    `${caller}: shape of ${parameter} must be (samples, ${wanted.map((n) => n ?? 'any').join(', ')}); received [${shape}]`,
  );
}
