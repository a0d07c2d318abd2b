import { realFft } from '../fft/real-fft.js';
import { requireAtMost, requireInteger, requirePositive, requireSamples } from '../require-argument.js';
import { halveRate } from '../resample/halve-rate.js';
import type { ComplexMatrix } from '../stft/stft.js';
import { type FilterSpectra, filterSpectra } from './filter-spectra.js';

export interface CqtOptions {
  /** Samples from one frame's centre to the next's. @default 512 */
  hopLength?: number;
  /** The lowest frequency, in Hz, before tuning. @default 32.70 (C1) */
  fMin?: number;
  /** Number of frequencies. @default 84 */
  nBins?: number;
  /** Frequencies per octave. @default 12 */
  binsPerOctave?: number;
  /** Deviation from A = 440 Hz, in steps of binsPerOctave to the octave. @default 0 */
  tuning?: number;
  /** Factor on the length of all filters: below 1 is sharper in time. @default 1 */
  filterScale?: number;
  /** Share of each filter's spectrum, its smallest values, that is left out, below 1. @default 0.01 */
  sparsity?: number;
}

/** C1, in Hz. */
export const lowestC = 440 * 2 ** (-45 / 12);

/** Ten times what 36 frequencies an octave from C1 on take at 768 kHz. */
const longestFilter = 2 ** 24;

/** Equivalent noise bandwidth of the Hann window, in frequencies of its transform. */
const hannBandwidth = 1.50018310546875;

/**
 * Constant-Q transform: each frequency f[k] = fMin 2^((k + tuning) / binsPerOctave) is heard through a Hann window of as
 * many periods as every other, so low notes are as well apart as high ones. Octave after octave the signal is
 * halved in rate, so that the same few filters serve all of them. Everything is float64; the result is divided by the
 * square root of each filter's length.
 *
 * librosa halves in float32, and lowers the rate the more the lower the highest frequency is: what it gives agrees to
 * 1e-6 of the maximum for the default 84 frequencies, to 2e-5 for 36 and to 6e-4 for 12 of speech, and to some hundredths
 * at the ends of short clips that do not fade. Where they differ, these values are nearer to the direct sum.
 *
 * @param samples Mono signal. An empty one has one frame of zeros.
 * @param sampleRate Hz.
 * @returns (nBins, frames), frame t centred on sample t * hopLength. There are 1 + samples.length / hopLength (rounded
 * down); where the highest frequency lets the rate be halved h times beforehand, as few frequencies do, samples.length is
 * first rounded up to a multiple of 2^h, as in librosa, which can make one more.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, an option out of range, a highest filter that reaches beyond
 * sampleRate / 2, or a lowest one of more than 2^24 samples.
 * @see librosa.cqt, 0.11.0
 * @example
 * cqt(samples, 22050).shape; // [84, 1 + floor(samples.length / 512)]
 */
export function cqt(
  samples: Float32Array,
  sampleRate: number,
  {
    hopLength = 512,
    fMin = lowestC,
    nBins = 84,
    binsPerOctave = 12,
    tuning = 0,
    filterScale = 1,
    sparsity = 0.01,
  }: CqtOptions = {},
): ComplexMatrix {
  requireSamples('cqt', samples);
  requirePositive('cqt', 'sampleRate', sampleRate);
  requireInteger('cqt', 'hopLength', hopLength);
  requirePositive('cqt', 'fMin', fMin);
  requireInteger('cqt', 'nBins', nBins);
  requireInteger('cqt', 'binsPerOctave', binsPerOctave);
  if (!Number.isFinite(tuning)) throw new RangeError(`cqt: tuning must be a finite number; received ${tuning}`);
  requirePositive('cqt', 'filterScale', filterScale);
  if (!(sparsity >= 0 && sparsity < 1)) {
    throw new RangeError(`cqt: sparsity must be a number from 0 to below 1; received ${sparsity}`);
  }
  const frequencies = Array.from({ length: nBins }, (_, k) => fMin * 2 ** ((k + tuning) / binsPerOctave));
  const twoSteps = 2 ** (2 / binsPerOctave);
  const quality = (filterScale * (twoSteps + 1)) / (twoSteps - 1);
  const highest = frequencies[nBins - 1] * (1 + (0.5 * hannBandwidth) / quality);
  if (!(highest <= sampleRate / 2)) {
    throw new RangeError(
      `cqt: nBins must be so few that the highest filter ends below sampleRate / 2 = ${sampleRate / 2} Hz; ` +
        `received ${nBins}, which ends at ${highest} Hz`,
    );
  }

  requireAtMost('cqt', 'samples of the lowest filter', (quality * sampleRate) / frequencies[0], longestFilter);

  const octaves = Math.ceil(nBins / binsPerOctave);
  const early = earlyHalvings(sampleRate / 2 / highest, hopLength, octaves);
  let signal = Float64Array.from(samples);
  let rate = sampleRate;
  let hop = hopLength;
  const halve = (): void => {
    signal = halveRate(signal);
    rate /= 2;
    hop /= 2;
  };
  for (let i = 0; i < early; i++) halve();
  const frames = 1 + Math.floor(signal.length / hop);
  const real = new Float32Array(nBins * frames);
  const imaginary = new Float32Array(nBins * frames);
  // The highest octave comes first.
  for (let end = nBins; end > 0; end -= binsPerOctave) {
    const start = Math.max(0, end - binsPerOctave);
    const octave = frequencies.slice(start, end);
    // Half as many samples make half the sum, for which librosa makes up; and each filter's length is taken out.
    const scales = octave.map((hz) => Math.sqrt((sampleRate / rate) * (hz / (quality * rate))));
    addOctave(signal, hop, filterSpectra(octave, rate, quality, sparsity), scales, {
      real: real.subarray(start * frames, end * frames),
      imaginary: imaginary.subarray(start * frames, end * frames),
      shape: [end - start, frames],
    });
    if (hop % 2 === 0 && start > 0) halve();
  }
  return { real, imaginary, shape: [nBins, frames] };
}

// Halvings before the first octave: as far as its filters leave an octave free, and the hop still gets to the lowest octave.
function earlyHalvings(room: number, hopLength: number, octaves: number): number {
  let twos = 0;
  for (let hop = hopLength; hop % 2 === 0; hop /= 2) twos++;
  return Math.max(0, Math.min(Math.ceil(Math.log2(room)) - 2, twos - octaves + 1));
}

// Each frame's spectrum times those of the filters. Frames are not windowed: the filters are.
function addOctave(
  signal: Float64Array,
  hop: number,
  { nFft, filters }: FilterSpectra,
  scales: readonly number[],
  { real, imaginary, shape: [, frames] }: ComplexMatrix,
): void {
  const fft = realFft(nFft);
  const padded = new Float64Array(signal.length + nFft);
  padded.set(signal, nFft / 2);
  for (let t = 0; t < frames; t++) {
    fft.input.set(padded.subarray(t * hop, t * hop + nFft));
    fft.forward();
    const { spectrum } = fft;
    filters.forEach(({ start, weights }, k) => {
      let re = 0;
      let im = 0;
      for (let i = 0, j = 2 * start; i < weights.length; i += 2, j += 2) {
        re += weights[i] * spectrum[j] - weights[i + 1] * spectrum[j + 1];
        im += weights[i] * spectrum[j + 1] + weights[i + 1] * spectrum[j];
      }
      real[k * frames + t] = scales[k] * re;
      imaginary[k * frames + t] = scales[k] * im;
    });
  }
}
