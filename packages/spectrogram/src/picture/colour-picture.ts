import { requireSamples } from '../require-argument.js';
import { decibelColumns } from './decibel-columns.js';
import { grayLevels, type PictureOptions, requirePictureOptions } from './gray-picture.js';
import type { ColourPicture } from './picture.js';

// Matplotlib's viridis (CC0) at every 16th of its 256 colours, and the last one: evenly spaced in what the eye sees.
const viridis = [
  0x440154, 0x481a6c, 0x472f7d, 0x414487, 0x39568c, 0x31688e, 0x2a788e, 0x23888e, 0x1f988b, 0x22a884, 0x35b779,
  0x54c568, 0x7ad151, 0xa5db36, 0xd2e21b, 0xfde725,
];

/**
 * Spectrogram as a picture for people: the pixels of grayPicture in colours from dark violet (quiet) over green to yellow
 * (loud).
 *
 * @param samples Mono signal. An empty one gives a picture of the quietest colour.
 * @param sampleRate Hz.
 * @returns height x width x 3 values from 0 to 255.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, a size that is not a positive integer, or max not above min.
 * @example
 * await writeFile('speech.png', encodePng(colourPicture(samples, 48000, { width: 800, height: 400 })));
 */
export function colourPicture(
  samples: Float32Array,
  sampleRate: number,
  { width = 150, height = 150, min = -120, max = -20 }: PictureOptions = {},
): ColourPicture {
  requireSamples('colourPicture', samples);
  requirePictureOptions('colourPicture', sampleRate, width, height, min, max);
  const decibels = decibelColumns(samples, sampleRate, { width, height, floor: min, asSpek: false });
  const levels = grayLevels(decibels, min, max);
  const palette = Array.from({ length: 256 }, (_, level) => colour(level / 255));
  const data = new Uint8Array(3 * levels.length);
  for (let i = 0; i < levels.length; i++) data.set(palette[levels[i]], 3 * i);
  return { data, shape: [height, width, 3] };
}

// Interpolated between the two nearest of the sixteen colours.
function colour(level: number): number[] {
  const place = level * (viridis.length - 1);
  const low = Math.min(viridis.length - 2, Math.floor(place));
  const share = place - low;
  return [16, 8, 0].map((shift) => {
    const from = (viridis[low] >> shift) & 255;
    const to = (viridis[low + 1] >> shift) & 255;
    return Math.round(from + share * (to - from));
  });
}
