import { convertIndexedToRgb, decode } from 'fast-png';
import { SpectrogramError } from '../spectrogram-error.js';
import type { Picture } from './picture.js';
import { plainPng } from './plain-png.js';

/**
 * The picture in a PNG file. A palette is resolved to RGB, 16 bits per channel are rounded to 8; gamma and colour profiles
 * are left alone.
 *
 * @param bytes A PNG file's bytes.
 * @returns [height, width] for gray, else [height, width, channels].
 * @throws TypeError when bytes is no Uint8Array.
 * @throws SpectrogramError `PNG_DAMAGED` when the bytes are no whole PNG file, or one of more than 128 MiB when unpacked;
 * `PNG_UNSUPPORTED` for gray with less than 8 bits. No other exception, whatever the bytes.
 * @example
 * decodePng(encodePng(picture)); // the same picture
 */
export function decodePng(bytes: Uint8Array): Picture {
  if (!ArrayBuffer.isView(bytes)) {
    throw new TypeError(`decodePng: bytes must be a Uint8Array; received ${Object.prototype.toString.call(bytes)}`);
  }
  const picture = decodeWhole(bytes);
  if (typeof picture !== 'number') return picture;
  throw new SpectrogramError('PNG_UNSUPPORTED', `decodePng: gray with ${picture} bits per pixel is not supported`);
}

/** The picture, or the bits per pixel of a gray one that have to be eight. */
function decodeWhole(bytes: Uint8Array): Picture | number {
  try {
    const png = decode(plainPng(bytes), { checkCrc: true });
    const { width, height } = png;
    if (png.palette) {
      const data = Uint8Array.from(convertIndexedToRgb(png));
      return { data, shape: [height, width, data.length / (height * width)] as [number, number, number] };
    }
    if (png.depth < 8) return png.depth;
    const data =
      png.depth === 16 ? Uint8Array.from(png.data, (value) => Math.round(value / 257)) : Uint8Array.from(png.data);
    return { data, shape: png.channels === 1 ? [height, width] : [height, width, png.channels] };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `decodePng: not a whole PNG file (${bytes.length} bytes): ${reason}`;
    throw new SpectrogramError('PNG_DAMAGED', message, { cause });
  }
}
