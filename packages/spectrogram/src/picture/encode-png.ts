import { encode } from 'fast-png';
import type { Picture } from './picture.js';

/**
 * A picture as the bytes of a PNG file, 8 bits per channel.
 *
 * @param picture Gray, gray with alpha, RGB or RGBA.
 * @returns The file's bytes.
 * @throws TypeError when the shape does not fit the data.
 * @throws RangeError when width or height is 0, or there are not 1 to 4 channels.
 * @example
 * await writeFile('speech.png', encodePng(grayPicture(samples, 48000)));
 */
export function encodePng({ data, shape }: Picture): Uint8Array {
  const [height, width, channels = 1] = shape;
  if (!(height * width * channels === data?.length)) {
    throw new TypeError(
      `encodePng: picture must be { data, shape: [height, width] } with height * width values; ` +
        `received shape ${JSON.stringify(shape)} and ${data?.length} values`,
    );
  }
  if (!(data.length > 0 && channels <= 4)) {
    throw new RangeError(`encodePng: picture must be of at least one pixel of 1 to 4 channels; received [${shape}]`);
  }
  return encode({ width, height, channels, data, depth: 8 });
}
