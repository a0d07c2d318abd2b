/** How {@link oneHot} counts classes. */
export interface OneHotOptions {
  /** Columns: as many as the model has outputs. Those beyond the labels stay 0. @default labels.length */
  classes?: number;
}

/**
 * Labels as a model learns them: a row for each, with a 1 in its label's column.
 *
 * @param yTrue The labels of the samples.
 * @param labels What the columns mean, in the order of the model's outputs.
 * @returns Row-major, (samples, classes).
 * @throws RangeError when a label is none of `labels`, or there are more labels than classes.
 * @see scikit-learn 1.9, OneHotEncoder(categories=[labels])
 * @example
 * oneHot(['sad', 'happy'], ['happy', 'sad']).data; // 0, 1, 1, 0
 */
export function oneHot(
  yTrue: readonly string[],
  labels: readonly string[],
  { classes = labels.length }: OneHotOptions = {},
): { data: Float32Array; shape: number[] } {
  if (!(Number.isSafeInteger(classes) && classes >= labels.length)) {
    throw new RangeError(
      `oneHot: classes must be an integer of at least ${labels.length}, as there are labels; received ${classes}`,
    );
  }
  const columns = new Map(labels.map((label, column) => [label, column]));
  const data = new Float32Array(yTrue.length * classes);
  for (const [row, label] of yTrue.entries()) {
    const column = columns.get(label);
    if (column === undefined) {
      throw new RangeError(`oneHot: yTrue must be some of ${labels.join(', ')}; received ${label} at index ${row}`);
    }
    data[row * classes + column] = 1;
  }
  return { data, shape: [yTrue.length, classes] };
}
