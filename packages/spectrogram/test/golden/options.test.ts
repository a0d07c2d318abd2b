import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, test } from 'vitest';
import {
  chromaCqt,
  chromaFilterBank,
  chromaStft,
  cqt,
  delta,
  estimateTuning,
  featureVector,
  getWindow,
  hpss,
  hzToMel,
  istft,
  type Matrix,
  melFilterBank,
  melSpectrogram,
  mfcc,
  rms,
  spectralBandwidth,
  spectralContrast,
  spectralFlatness,
  spectralRolloff,
  spectrogram,
  stft,
  tonnetz,
  zeroCrossingRate,
} from '../../src/index.js';
import { halveRate } from '../../src/resample/halve-rate.js';
import { readGolden } from './read-golden.js';

/** One answer of librosa: every step-th value of the flattened result. */
interface Case {
  function: string;
  // biome-ignore lint/suspicious/noExplicitAny: options of twenty functions, as JSON has them.
  options: any;
  length: number;
  step: number;
  largest: number;
  values: number[];
}

const { cases } = readGolden('options.json') as unknown as { cases: Case[] };
const sampleRate = 22050;
const noise = createLcg(7).array(6000, 0.25);
const samples = Float32Array.from(noise, (value, n) => value + 0.3 * Math.sin(0.05 * n));

// librosa divides by float32 sums of tiny squared windows at a signal's ends, and its dB are float32 of some hundreds.
const looser: Record<string, number> = { istft: 1e-5, delta: 1e-6 };

const compute: Record<string, (options: Case['options']) => ArrayLike<number>> = {
  'stft real': (options) => stft(samples, options).real,
  'stft imaginary': (options) => stft(samples, options).imaginary,
  istft: ({ length, ...options }) => istft(stft(samples, options), { ...options, length }),
  getWindow: ({ name, length, symmetric }) => getWindow(name, length, { symmetric }),
  melFilterBank: (options) => melFilterBank(sampleRate, options).data,
  melSpectrogram: (options) => melSpectrogram(samples, sampleRate, options).data,
  mfcc: (options) => mfcc(samples, sampleRate, options).data,
  chromaFilterBank: (options) => chromaFilterBank(sampleRate, options).data,
  chromaStft: (options) => chromaStft(samples, sampleRate, options).data,
  estimateTuning: (options) => [estimateTuning(samples, sampleRate, options)],
  'tonnetz of nChroma': (options) => tonnetz(chromaStft(samples, sampleRate, { tuning: 0, ...options })).data,
  'cqt real': ({ sampleRate: rate, ...options }) => cqt(samples, rate, options).real,
  'cqt imaginary': ({ sampleRate: rate, ...options }) => cqt(samples, rate, options).imaginary,
  chromaCqt: ({ sampleRate: rate, ...options }) => chromaCqt(samples, rate, options).data,
  halveRate: () => halveRate(Float64Array.from(samples)),
  featureVector: (options) => featureVector(samples, 48_000, options).values,
  spectralContrast: (options) => spectralContrast(samples, sampleRate, options).data,
  delta: (options) => delta(wave(), options).data,
  rms: (options) => rms(samples, options).data,
  'rms of spectrogram': ({ frameLength }) =>
    rms(spectrogram(samples, { nFft: frameLength, hopLength: 512 }), { frameLength }).data,
  zeroCrossingRate: (options) => zeroCrossingRate(samples, options).data,
  spectralBandwidth: (options) => spectralBandwidth(samples, sampleRate, options).data,
  spectralRolloff: (options) => spectralRolloff(samples, sampleRate, options).data,
  spectralFlatness: (options) => spectralFlatness(samples, options).data,
  'hpss harmonic': (options) => hpss(samples, options).harmonic,
  'hpss percussive': (options) => hpss(samples, options).percussive,
  hzToMel: (options) => [0, 100, 999.9, 1000, 4000, 20000].map((hz) => hzToMel(hz, options)),
  'short stft': ({ samples: n, ...options }) => spectrogram(samples.subarray(0, n), options).data,
  'short mfcc': ({ samples: n }) => mfcc(samples.subarray(0, n), sampleRate).data,
  'short chromaStft': ({ samples: n, tuning }) => chromaStft(samples.subarray(0, n), sampleRate, { tuning }).data,
  'short chromaCqt': ({ samples: n, tuning }) => chromaCqt(samples.subarray(0, n), sampleRate, { tuning }).data,
  'short spectralContrast': ({ samples: n }) => spectralContrast(samples.subarray(0, n), sampleRate).data,
  'short rms': ({ samples: n }) => rms(samples.subarray(0, n)).data,
  'short zeroCrossingRate': ({ samples: n }) => zeroCrossingRate(samples.subarray(0, n)).data,
};

describe('options that features-synthetic.json leaves at their defaults', () => {
  for (const golden of cases) {
    test(`${golden.function}(${JSON.stringify(golden.options)}) is librosa's`, () => {
      const options = golden.options.norm === 'Infinity' ? { ...golden.options, norm: Infinity } : golden.options;
      const result = compute[golden.function](options);
      const kept = Array.from({ length: Math.ceil(result.length / golden.step) }, (_, i) => result[i * golden.step]);
      expectAllClose([result.length], [golden.length], {});
      expectAllClose(kept, golden.values, { atol: (looser[golden.function] ?? 1e-6) * golden.largest });
    });
  }
});

// Three rows of fourteen values: running sums of cos(i ** 1.5).
function wave(): Matrix {
  const data = new Float32Array(42);
  for (let row = 0; row < 3; row++) {
    let sum = 0;
    for (let t = 0; t < 14; t++) {
      sum += Math.cos((row * 14 + t) ** 1.5);
      data[row * 14 + t] = sum;
    }
  }
  return { data, shape: [3, 14] };
}
