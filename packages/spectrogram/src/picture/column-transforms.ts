/** Samples per transform. */
export const transformLength = 2048;

/** Samples that Spek reads at a time. */
const batchLength = 64 * transformLength;

/** One transform behind a picture: over the 2,048 samples before `end`, for column `column`. */
export interface ColumnTransform {
  column: number;
  end: number;
}

/**
 * Where a picture's transforms lie: one column per pixel, as the program Spek 0.8.2 places them. A column holds one
 * transform every 2,048 samples or, where it is shorter, one at its end. The columns are equally long but for a
 * remainder, which is spread by Bresenham's rule.
 *
 * @param length Samples of the recording.
 * @param columns Columns of the picture.
 * @param asSpek With Spek's quirk: samples are read in batches of 131,072 whose last one is never processed, and at a
 * batch's end reading resumes at the last transform's place while the column's count goes on. So what follows appears a
 * little to the right, and the column that the recording's end interrupts stays empty.
 */
export function* columnTransforms(
  length: number,
  sampleRate: number,
  columns: number,
  asSpek: boolean,
): Generator<ColumnTransform> {
  const shortest = Math.floor(length / columns);
  const errorBase = columns * sampleRate;
  const errorStep = (length * sampleRate) % errorBase;
  let error = 0;
  let place = 0;
  let last = 0;
  let readable = asSpek ? Math.min(length, batchLength) - 1 : length;
  for (let column = 0; column < columns; column++) {
    const isShort = error < errorBase;
    const columnLength = isShort ? shortest : shortest + 1;
    error += isShort ? errorStep : -errorBase;

    for (let count = 0; count < columnLength; ) {
      if (place >= readable) {
        if (!asSpek || readable >= length - 1) return;
        place = last;
        readable = Math.min(length, readable + 1 + batchLength) - 1;
      }
      // Up to the next transform's place, the column's end or the end of what can be read.
      const step = Math.min(transformLength - (count % transformLength), columnLength - count, readable - place);
      place += step;
      count += step;
      if (count % transformLength === 0) {
        last = place;
        yield { column, end: place };
      }
    }
    if (columnLength < transformLength) {
      last = place;
      yield { column, end: place };
    }
  }
}
