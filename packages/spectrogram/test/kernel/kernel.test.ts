import { createLcg } from '@aver/test-helpers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { realFft } from '../../src/fft/real-fft.js';
import type * as spectrogramPackage from '../../src/index.js';
import { kernel } from '../../src/kernel/kernel.js';
import { frameLayout } from '../../src/stft/frame-layout.js';
import { type Strip, transformInKernel } from '../../src/stft/transform-in-kernel.js';

type Package = typeof spectrogramPackage;

const signal = Float32Array.from(createLcg(61).array(40000));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('transformInKernel', () => {
  const powersOfTwo = Array.from({ length: 9 }, (_, i) => 16 << i);
  for (const nFft of [...powersOfTwo, 18, 20, 24, 30, 50, 62, 96, 98, 882, 1000, 1102, 1200, 1536, 1922, 2400]) {
    test(`frames of ${nFft} samples have the spectra, powers and magnitudes that realFft gives, bit for bit`, () => {
      const samples = signal.subarray(0, 3 * nFft + 70);
      const window = createLcg(nFft).array(nFft);
      const layout = frameLayout('test', { nFft, hopLength: (nFft >> 2) + 3, window, center: false });
      const strips = (['complex', 'power', 'magnitude'] as const).map((kind) => wholeStrip(samples, layout, kind));
      const [complex, power, magnitude] = strips;
      const plan = realFft(nFft);
      for (let t = 0; t < complex.frames; t++) {
        for (let n = 0; n < nFft; n++) plan.input[n] = samples[t * layout.hopLength + n] * window[n];
        plan.forward();
        for (let k = 0; k < plan.bins; k++) {
          const [re, im] = plan.spectrum.subarray(2 * k, 2 * k + 2);
          const i = k * complex.frames + t;
          const ours = [complex.values[i], complex.imaginary[i], power.values[i], magnitude.values[i]];
          const plain = [re, im, re * re + im * im, Math.sqrt(re * re + im * im)].map(Math.fround);
          // Not toEqual, which tells 0 from -0.
          if (ours.some((value, j) => value !== plain[j])) expect(ours, `frequency ${k}, frame ${t}`).toEqual(plain);
        }
      }
    });
  }

  test('there is none for other sizes, nor for Float64 samples', () => {
    const refused = (nFft: number, samples: Float32Array = signal): boolean =>
      transformInKernel('test', samples, frameLayout('test', { nFft, hopLength: 64 }), 'power', () => expect.fail());
    for (const nFft of [1, 2, 8, 12, 74, 1001, 2 ** 17, 3 * 2 ** 15]) expect(refused(nFft)).toBe(false);
    expect(refused(512, Float64Array.from(signal) as unknown as Float32Array)).toBe(false);
  });
});

function streamed(s: Package, samples: Float32Array): unknown {
  const stream = s.createFeatureStream(16000, { groups: ['mfcc', 'chroma', 'mel', 'contrast', 'tonnetz'] });
  stream.push(samples);
  return stream.finish();
}

/** Every function that has the kernel work for it. */
function allOf(s: Package, samples: Float32Array): unknown {
  const options = { nFft: 512, hopLength: 100, padMode: 'reflect' } as const;
  const magnitude = s.spectrogram(samples, options);
  const loud = samples.map((value, n) => (n < 9000 ? value : value * 1e-5));
  return [
    magnitude,
    s.spectrogram(samples, { ...options, power: 3 }),
    s.stft(samples, { ...options, winLength: 300 }),
    s.spectrogram(samples, { nFft: 1000, hopLength: 300 }),
    s.spectrogram(samples, { nFft: 882, power: 2 }),
    s.istft(s.stft(samples, { nFft: 600, hopLength: 170 }), { hopLength: 170, length: samples.length }),
    s.istft(s.stft(samples, { nFft: 1102 }), { window: 'hamming', center: false }),
    s.hpss(samples.subarray(0, 9000), { nFft: 512, margin: [1, 1.5], kernelSize: [5, 41] }),
    s.hpss(samples.subarray(0, 900), { power: 1.5 }),
    s.amplitudeToDb({ data: samples, shape: [1, samples.length] }, { ref: 'max' }),
    s.powerToDb(s.spectrogram(loud, { power: 2 }), { ref: 0.3 }),
    s.decibelSpectrogram(loud, { ref: 'max' }),
    s.decibelSpectrogram(loud, { ...options, topDb: null }),
    s.melSpectrogram(magnitude, 16000, { nMels: 30 }),
    s.mfcc(samples, 16000),
    s.chromaStft(magnitude, 16000, { tuning: 0.1 }),
    s.spectralContrast(magnitude, 16000, { quantile: 0.1 }),
    s.spectralContrast(s.spectrogram(samples.subarray(0, 1000)), 16000),
    s.featureVector(samples, 16000, { groups: ['mfcc', 'chroma', 'mel', 'contrast', 'tonnetz'] }),
    streamed(s, samples),
    s.resample(samples, 48000, 16000),
    s.resample(samples, 16000, 22050, { zeros: 7 }),
    s.logMelSpectrogram(samples, 44100),
    s.yin(samples, 16000, { fMin: 65, fMax: 1000, frameLength: 600, hopLength: 333, padMode: 'reflect' }),
    s.yin(samples, 16000, { fMin: 100, fMax: 8000, frameLength: 700, center: false }),
    s.pyin(samples.subarray(0, 9000), 16000, { fMin: 90, fMax: 500 }),
  ];
}

test('where WebAssembly is missing or forbidden, everything is the same to the bit', { timeout: 120_000 }, async () => {
  expect(kernel()).toBeDefined();
  const fast = await import('../../src/index.js');
  // The shortest one has fewer frames than a loop takes at a time.
  const lengths = [700, 12345, 40000];
  const expected = [...lengths.map((length) => allOf(fast, signal.subarray(0, length))), inStripsOf(fast)];
  for (const replacement of [undefined, forbidden]) {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', replacement);
    expect((await import('../../src/kernel/kernel.js')).kernel()).toBeUndefined();
    const plain = await import('../../src/index.js');
    const actual = [...lengths.map((length) => allOf(plain, signal.subarray(0, length))), inStripsOf(plain)];
    expectSame(actual, expected);
  }
});

test('many sizes one after the other all work', () => {
  for (let round = 0; round < 2; round++) {
    for (let nFft = 16; nFft <= 2 ** 16; nFft *= 2) {
      const ones = new Float32Array(nFft).fill(1);
      const layout = frameLayout('test', { nFft, window: 'rectangular', center: false });
      const { values, frames } = wholeStrip(ones, layout, 'complex');
      expect([frames, values[0], values[1]]).toEqual([1, nFft, 0]);
    }
  }
});

test('a hop far beyond the window needs no memory for what lies between', () => {
  const layout = frameLayout('test', { nFft: 64, hopLength: 3_000_000, window: 'rectangular', center: false });
  const samples = new Float32Array(6_000_064);
  samples.fill(1, 3_000_000, 3_000_064);
  const sums: number[] = [];
  transformInKernel('test', samples, layout, 'magnitude', ({ values }) => sums.push(values[0]));
  expect(sums).toEqual([0, 64, 0]);
  expect(kernel()?.memory.buffer.byteLength).toBeLessThan(32e6);
});

const forbidden = {
  ...WebAssembly,
  Module: class {
    constructor() {
      throw new Error('forbidden');
    }
  },
};

/** More values than the kernel takes at a time. */
function inStripsOf(s: Package): unknown {
  const samples = Float32Array.from(createLcg(62).array(18000));
  const options = { nFft: 512, hopLength: 4 };
  const magnitude = s.spectrogram(samples, options);
  expect(magnitude.data.length).toBeGreaterThan(2 ** 20);
  return [
    magnitude,
    s.amplitudeToDb(magnitude),
    s.decibelSpectrogram(samples, options),
    s.melSpectrogram(magnitude, 16000, { nMels: 10 }),
    s.spectralContrast(magnitude, 16000),
    s.hpss(samples, options),
  ];
}

function wholeStrip(
  samples: Float32Array,
  layout: ReturnType<typeof frameLayout>,
  kind: 'complex' | 'power' | 'magnitude',
) {
  let result: Pick<Strip, 'frames' | 'values' | 'imaginary'> | undefined;
  transformInKernel('test', samples, layout, kind, ({ frames, values, imaginary }) => {
    expect(result).toBeUndefined();
    result = { frames, values: values.slice(), imaginary: imaginary.slice() };
  });
  if (!result) throw new Error('no WebAssembly here');
  return result;
}

// toEqual takes minutes for millions of numbers.
function expectSame(actual: unknown, expected: unknown): void {
  if (expected instanceof Float32Array) {
    const other = actual as Float32Array;
    expect(other.length).toBe(expected.length);
    const i = expected.findIndex((value, index) => value !== other[index]);
    if (i >= 0) expect(other[i], `at ${i}`).toBe(expected[i]);
  } else if (expected !== null && typeof expected === 'object') {
    for (const key of Object.keys(expected)) {
      expectSame((actual as Record<string, unknown>)[key], (expected as Record<string, unknown>)[key]);
    }
  } else expect(actual).toBe(expected);
}
