import type { Matrix } from '../matrix.js';
import { requireInteger, requirePositive, requireSamples } from '../require-argument.js';
import type { FrameOptions } from '../stft/frame-layout.js';
import { istft } from '../stft/istft.js';
import { type ComplexMatrix, stft } from '../stft/stft.js';
import { maskedTransform } from './masked-transform.js';
import { mediansAlongColumns, mediansAlongRows } from './running-medians.js';

export interface HpssOptions extends FrameOptions {
  /** Odd length of the median filters: over frames for what is harmonic, over frequencies for what is percussive. @default 31 */
  kernelSize?: number | [harmonic: number, percussive: number];
  /** Exponent of the soft mask. @default 2 */
  power?: number;
  /** How many times louder one part must be than the other, at least 1; above 1 a rest belongs to neither. @default 1 */
  margin?: number | [harmonic: number, percussive: number];
}

export interface HarmonicPercussive {
  harmonic: Float32Array;
  percussive: Float32Array;
}

/**
 * Harmonic-percussive separation: what lasts in time against what spreads over frequencies. With H and P the
 * magnitude spectrogram after a running median over frames and over frequencies, the harmonic part is the transform times
 * H^power / (H^power + (margin P)^power), and likewise the percussive part.
 *
 * @param samples Mono signal.
 * @returns Two signals as long as the samples; with margin 1 they add up to them.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, an even kernelSize, a margin below 1, or an option out of range.
 * @see librosa.effects.hpss, 0.11.0
 * @example
 * const { harmonic, percussive } = hpss(samples);
 */
export function hpss(samples: Float32Array, options: HpssOptions = {}): HarmonicPercussive {
  const [harmonic, percussive] = separate('hpss', samples, options, [true, true]);
  return { harmonic, percussive };
}

/** The parts that are wanted of [harmonic, percussive]; the others are empty. */
export function separate(
  caller: string,
  samples: Float32Array,
  { kernelSize = 31, power = 2, margin = 1, ...frameOptions }: HpssOptions,
  wanted: [harmonic: boolean, percussive: boolean],
): [harmonic: Float32Array, percussive: Float32Array] {
  requireSamples(caller, samples);
  const widths = pair(kernelSize);
  for (const width of widths) {
    requireInteger(caller, 'kernelSize', width);
    if (width % 2 === 0) throw new RangeError(`${caller}: kernelSize must be odd; received ${width}`);
  }
  requirePositive(caller, 'power', power);
  const margins = pair(margin);
  for (const value of margins) {
    if (!(value >= 1)) throw new RangeError(`${caller}: margin must be at least 1; received ${value}`);
  }

  const transform = stft(samples, frameOptions);
  const magnitude: Matrix = { data: magnitudes(transform), shape: transform.shape };
  const overFrames = mediansAlongRows(magnitude, widths[0]);
  const overFrequencies = mediansAlongColumns(magnitude, widths[1]);

  const isShared = margins[0] === 1 && margins[1] === 1;
  const part = (own: Float32Array, other: Float32Array, factor: number): Float32Array => {
    const masked = maskedTransform(transform, own, other, factor, power, isShared ? 0.5 : 0);
    return istft(masked, { ...frameOptions, nFft: frameOptions.nFft ?? 2048, length: samples.length });
  };
  return [
    wanted[0] ? part(overFrames, overFrequencies, margins[0]) : new Float32Array(0),
    wanted[1] ? part(overFrequencies, overFrames, margins[1]) : new Float32Array(0),
  ];
}

function magnitudes({ real, imaginary }: ComplexMatrix): Float32Array {
  const result = new Float32Array(real.length);
  for (let i = 0; i < result.length; i++) result[i] = Math.sqrt(real[i] * real[i] + imaginary[i] * imaginary[i]);
  return result;
}

function pair(value: number | [number, number]): [number, number] {
  return typeof value === 'number' ? [value, value] : value;
}
