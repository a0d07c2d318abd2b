import { columnTransforms, transformLength } from '../picture/column-transforms.js';
import { createDecibelColumns } from '../picture/decibel-columns.js';
import { grayLevels, type PictureOptions, requirePictureOptions } from '../picture/gray-picture.js';
import type { GrayPicture } from '../picture/picture.js';
import { requireInteger, requireSamples } from '../require-argument.js';

export interface GrayPictureStream {
  /** The next samples of the signal. */
  push(chunk: Float32Array): void;
  /** The picture; columns whose samples have not come are black. */
  finish(): GrayPicture;
}

/**
 * grayPicture of a signal that is pushed in chunks of any size, in memory that does not grow with it.
 *
 * @param sampleRate Hz.
 * @param length Samples of the whole signal, which decide how many each column takes.
 * @param options As for grayPicture.
 * @returns push, and finish for the picture: the same as grayPicture's.
 * @throws RangeError for a size that is not a positive integer, max not above min, or a length that is not an integer of at
 * least 0; push: for samples that are not finite, or more of them than length.
 * @throws TypeError from push when a chunk is no Float32Array.
 * @example
 * const stream = createGrayPictureStream(48000, 48000 * 3600, { width: 1200, height: 300 });
 * for await (const chunk of chunksOfAFile) stream.push(chunk);
 * await writeFile('hour.png', encodePng(stream.finish()));
 */
export function createGrayPictureStream(
  sampleRate: number,
  length: number,
  { width = 150, height = 150, min = -120, max = -20 }: PictureOptions = {},
): GrayPictureStream {
  requirePictureOptions('createGrayPictureStream', sampleRate, width, height, min, max);
  requireInteger('createGrayPictureStream', 'length', length, 0);
  const columns = createDecibelColumns(width, height, min);
  const transforms = columnTransforms(length, sampleRate, width, false);
  let due = transforms.next();
  let total = 0;
  // The last samples, up to `total`, at the buffer's end.
  const buffer = new Float32Array(transformLength);

  return {
    push(chunk) {
      requireSamples('createGrayPictureStream', chunk);
      if (total + chunk.length > length) {
        throw new RangeError(
          `createGrayPictureStream: chunks must be of ${length} samples together; received ${total + chunk.length}`,
        );
      }
      for (let from = 0; from <= chunk.length; ) {
        while (!due.done && due.value.end === total) {
          columns.add(due.value.column, buffer, transformLength);
          due = transforms.next();
        }
        if (from === chunk.length) break;
        const wanted = due.done ? chunk.length - from : Math.min(due.value.end - total, chunk.length - from);
        append(buffer, chunk.subarray(from, from + wanted));
        from += wanted;
        total += wanted;
      }
    },
    finish() {
      return { data: grayLevels(columns.means(), min, max), shape: [height, width] };
    },
  };
}

function append(buffer: Float32Array, samples: Float32Array): void {
  const kept = samples.subarray(Math.max(0, samples.length - buffer.length));
  buffer.copyWithin(0, kept.length);
  buffer.set(kept, buffer.length - kept.length);
}
