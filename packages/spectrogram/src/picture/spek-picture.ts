import { requireInteger, requirePositive, requireSamples } from '../require-argument.js';
import { decibelColumns } from './decibel-columns.js';
import { requirePictureSize } from './gray-picture.js';
import type { GrayPicture } from './picture.js';
import { resizeBilinear } from './resize-bilinear.js';
import { spekGray, spekPalette } from './spek-palette.js';

export interface SpekPictureOptions {
  /** Columns of the result. @default 150 */
  width?: number;
  /** Rows of the result. @default 150 */
  height?: number;
  /** Width of the program's window in pixels, margins of 60 and 90 included. @default 616 */
  windowWidth?: number;
  /** Height of the program's window in pixels, margins of 60 and 40 included. @default 388 */
  windowHeight?: number;
  /** Rows that were cut away at the top of the window. @default 33 */
  cutTop?: number;
}

/** Margins around the plot, in pixels. */
const margin = { left: 60, top: 60, right: 90, bottom: 40 };

/** The palette's bar: its left edge's distance from the right edge of the window, and its width. */
const bar = { fromRight: 80, width: 10 };

/** The plot's range in dB. */
const range = { min: -120, max: -20 };

/**
 * The picture that the paper's models were trained on: a window of the program Spek 0.8.2 with its palette, frame and
 * margins (the rulers' text left out), turned into gray and shrunk. The gray is not monotone in dB: from silence on it goes
 * 0 (black), 95 (blue), 217 (cyan), 200 (green), 241 (yellow), 147 (red).
 *
 * @param samples Mono signal: the mean of a 16-bit file's channels, divided by 32,768.
 * @param sampleRate Hz.
 * @returns height x width values from 0 to 255.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, a size that is not a positive integer or beyond 32,768 or 2^26
 * pixels in all, or a window without a plot.
 * @see Spek 0.8.2; columnTransforms, createDecibelColumns, spekPalette and resizeBilinear are its steps
 * @example
 * spekPicture(samples, 48000).shape; // [150, 150]
 */
export function spekPicture(
  samples: Float32Array,
  sampleRate: number,
  { width = 150, height = 150, windowWidth = 616, windowHeight = 388, cutTop = 33 }: SpekPictureOptions = {},
): GrayPicture {
  requireSamples('spekPicture', samples);
  requirePositive('spekPicture', 'sampleRate', sampleRate);
  requirePictureSize('spekPicture', 'width', width, 'height', height);
  requireInteger('spekPicture', 'windowWidth', windowWidth, margin.left + margin.right + 1);
  requireInteger('spekPicture', 'windowHeight', windowHeight, margin.top + margin.bottom + 1);
  requirePictureSize('spekPicture', 'windowWidth', windowWidth, 'windowHeight', windowHeight);
  requireInteger('spekPicture', 'cutTop', cutTop, 0);
  if (!(cutTop < windowHeight)) {
    throw new RangeError(`spekPicture: cutTop must be below windowHeight = ${windowHeight}; received ${cutTop}`);
  }
  const window = spekWindow(samples, sampleRate, windowWidth, windowHeight);
  const cut: GrayPicture = {
    data: window.subarray(cutTop * windowWidth),
    shape: [windowHeight - cutTop, windowWidth],
  };
  return resizeBilinear(cut, width, height);
}

/** The whole window in gray, row after row. */
function spekWindow(samples: Float32Array, sampleRate: number, width: number, height: number): Uint8Array {
  const plotWidth = width - margin.left - margin.right;
  const plotHeight = height - margin.top - margin.bottom;
  const decibels = decibelColumns(samples, sampleRate, {
    width: plotWidth,
    height: plotHeight,
    floor: Number.NEGATIVE_INFINITY,
    asSpek: true,
  });
  const window = new Uint8Array(width * height);
  for (let y = 0; y < plotHeight; y++) {
    for (let x = 0; x < plotWidth; x++) {
      const isFrame = x === 0 || y === 0 || x === plotWidth - 1 || y === plotHeight - 1;
      const clipped = Math.min(range.max, Math.max(range.min, decibels[y * plotWidth + x]));
      const level = (clipped - range.min) / (range.max - range.min);
      window[(margin.top + y) * width + margin.left + x] = isFrame ? 255 : spekGray(spekPalette(level));
    }
  }
  for (let y = 0; y <= plotHeight; y++) {
    const value = spekGray(spekPalette(1 - y / plotHeight));
    const start = (margin.top + y) * width + width - bar.fromRight;
    window.fill(value, start, start + bar.width);
  }
  return window;
}
