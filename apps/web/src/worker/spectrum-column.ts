import { hzToMel, melToHz } from '@aver/spectrogram';
import type { SpectrumColumn } from './calls.js';

/** Samples of which a column is the spectrum. */
export const columnNFft = 2048;

/** Rows of a column, evenly spaced in mel from 0 Hz to the highest frequency. */
const columnRows = 160;
const highestFrequency = 12_000;

/** Levels from quiet to loud in dB relative to full scale, as in the models' pictures. */
const range = { min: -110, max: -20 };

/**
 * Makes columns of the live spectrogram.
 *
 * @param sampleRate Hz.
 * @returns A function of a spectrum of `columnNFft` samples, real and imaginary part.
 */
export function toSpectrumColumn(sampleRate: number): (real: Float32Array, imaginary: Float32Array) => SpectrumColumn {
  const highest = hzToMel(Math.min(highestFrequency, sampleRate / 2)) as number;
  const bins = Array.from({ length: columnRows }, (_, row) => {
    const hz = melToHz((highest * (columnRows - 1 - row)) / (columnRows - 1)) as number;
    return Math.round((hz * columnNFft) / sampleRate);
  });
  return (real, imaginary) =>
    Uint8Array.from(bins, (bin) => {
      const power = (real[bin] ** 2 + imaginary[bin] ** 2) / columnNFft ** 2;
      const level = (10 * Math.log10(power + 1e-20) - range.min) / (range.max - range.min);
      return Math.round(255 * Math.min(1, Math.max(0, level)));
    });
}
