import { requireAtMost, requireInteger, requirePositive, requireSamples } from '../require-argument.js';
import { decibelColumns } from './decibel-columns.js';
import type { GrayPicture } from './picture.js';

export interface PictureOptions {
  /** Columns. @default 150 */
  width?: number;
  /** Rows. @default 150 */
  height?: number;
  /** dB, relative to full scale, that are 0. @default -120 */
  min?: number;
  /** dB, relative to full scale, that are 255. @default -20 */
  max?: number;
}

/**
 * Spectrogram as a gray picture: time from left to right, 0 Hz at the bottom, sampleRate / 2 at the top, the brighter the
 * louder: value = round(255 (clip(dB, min, max) - min) / (max - min)).
 *
 * Columns are equally long parts of the recording, each the mean of the dB of its transforms of 2,048 samples: one every
 * 2,048 samples or, where a column is shorter, the last 2,048 samples before its end. dB are 10 log10(|X|^2 / 2048^2)
 * under a Hann window; rows are the nearest frequencies. All of this is as in spekPicture, without margins, palette and
 * reading quirk, so the value never falls where the level rises.
 *
 * @param samples Mono signal. An empty one gives a black picture.
 * @param sampleRate Hz; only its ratio to the length matters.
 * @returns height x width values from 0 to 255.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, a size that is not a positive integer or beyond 32,768 or 2^26
 * pixels in all, or max not above min.
 * @example
 * const picture = grayPicture(samples, 48000); // picture.shape is [150, 150]
 * await writeFile('speech.png', encodePng(picture));
 */
export function grayPicture(
  samples: Float32Array,
  sampleRate: number,
  { width = 150, height = 150, min = -120, max = -20 }: PictureOptions = {},
): GrayPicture {
  requireSamples('grayPicture', samples);
  requirePictureOptions('grayPicture', sampleRate, width, height, min, max);
  const decibels = decibelColumns(samples, sampleRate, { width, height, floor: min, asSpek: false });
  return { data: grayLevels(decibels, min, max), shape: [height, width] };
}

/** The guards that the pictures share. */
export function requirePictureOptions(
  caller: string,
  sampleRate: number,
  width: number,
  height: number,
  min: number,
  max: number,
): void {
  requirePositive(caller, 'sampleRate', sampleRate);
  requirePictureSize(caller, 'width', width, 'height', height);
  if (!(Number.isFinite(min) && Number.isFinite(max) && max > min)) {
    throw new RangeError(`${caller}: max must be a number of dB above min = ${min}; received ${max}`);
  }
}

/** Sides of at most 32,768 pixels, 2^26 pixels in all: a transform or more for each column, 8 bytes for each pixel. */
export function requirePictureSize(
  caller: string,
  widthName: string,
  width: number,
  heightName: string,
  height: number,
): void {
  requireInteger(caller, widthName, width);
  requireInteger(caller, heightName, height);
  requireAtMost(caller, widthName, width, 2 ** 15);
  requireAtMost(caller, heightName, height, 2 ** 15);
  requireAtMost(caller, `${widthName} * ${heightName}`, width * height, 2 ** 26);
}

/** round(255 (clip(dB, min, max) - min) / (max - min)). */
export function grayLevels(decibels: Float64Array, min: number, max: number): Uint8Array<ArrayBuffer> {
  const levels = new Uint8Array(decibels.length);
  for (let i = 0; i < levels.length; i++) {
    levels[i] = Math.round((255 * (Math.min(max, Math.max(min, decibels[i])) - min)) / (max - min));
  }
  return levels;
}
