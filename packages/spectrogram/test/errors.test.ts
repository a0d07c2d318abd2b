import { describe, expect, test } from 'vitest';
import * as s from '../src/index.js';

const samples = new Float32Array(4000).fill(0.1);
const matrix: s.Matrix = { data: new Float32Array(1025 * 3).fill(0.5), shape: [1025, 3] };
const withValue = (value: number): Float32Array => Float32Array.of(0, 0, value);
const matrixWith = (value: number): s.Matrix => ({ data: withValue(value), shape: [3, 1] });

/** Every function that takes a signal, with nothing else wrong. */
const ofSamples: Record<string, (samples: Float32Array) => unknown> = {
  stft: (x) => s.stft(x),
  spectrogram: (x) => s.spectrogram(x),
  decibelSpectrogram: (x) => s.decibelSpectrogram(x),
  rms: (x) => s.rms(x),
  zeroCrossingRate: (x) => s.zeroCrossingRate(x),
  yin: (x) => s.yin(x, 48000, { fMin: 65, fMax: 500 }),
  pyin: (x) => s.pyin(x, 48000, { fMin: 65, fMax: 500 }),
  shimmer: (x) => s.shimmer(x, 48000, [100]),
  cqt: (x) => s.cqt(x, 48000),
  featureVector: (x) => s.featureVector(x, 48000),
  hpss: (x) => s.hpss(x),
  harmonic: (x) => s.harmonic(x),
  percussive: (x) => s.percussive(x),
  grayPicture: (x) => s.grayPicture(x, 48000),
  colourPicture: (x) => s.colourPicture(x, 48000),
  spekPicture: (x) => s.spekPicture(x, 48000),
  logMelSpectrogram: (x) => s.logMelSpectrogram(x, 48000),
  resample: (x) => s.resample(x, 48000, 16000),
  stftFrames: (x) => [...s.stftFrames([x])],
  createStftStream: (x) => s.createStftStream(() => {}).push(x),
  createFeatureStream: (x) => s.createFeatureStream(48000).push(x),
  createGrayPictureStream: (x) => s.createGrayPictureStream(48000, 100).push(x),
};

/** Those whose samples reach them through spectrogram, whose name is in the message. */
const throughSpectrogram: Record<string, (input: Float32Array | s.Matrix) => unknown> = {
  melSpectrogram: (x) => s.melSpectrogram(x, 48000),
  chromaStft: (x) => s.chromaStft(x, 48000),
  estimateTuning: (x) => s.estimateTuning(x, 48000),
  spectralContrast: (x) => s.spectralContrast(x, 48000),
  spectralCentroid: (x) => s.spectralCentroid(x, 48000),
  spectralBandwidth: (x) => s.spectralBandwidth(x, 48000),
  spectralRolloff: (x) => s.spectralRolloff(x, 48000),
  spectralFlux: (x) => s.spectralFlux(x),
  spectralCrest: (x) => s.spectralCrest(x),
  spectralSlope: (x) => s.spectralSlope(x, 48000),
  loudness: (x) => s.loudness(x, 48000),
  spectralFlatness: (x) => s.spectralFlatness(x),
};

const ofMatrix: Record<string, (matrix: s.Matrix) => unknown> = {
  powerToDb: (m) => s.powerToDb(m),
  amplitudeToDb: (m) => s.amplitudeToDb(m),
  dbToPower: (m) => s.dbToPower(m),
  mfcc: (m) => s.mfcc(m, 48000),
  tonnetz: (m) => s.tonnetz(m),
  delta: (m) => s.delta(m, { mode: 'nearest' }),
};

describe('samples', () => {
  for (const [name, call] of Object.entries(ofSamples)) {
    test(`${name} takes no NaN, no infinity, and no plain array`, () => {
      expect(() => call(withValue(Number.NaN))).toThrow(
        new RangeError(`${name}: samples must be finite; received NaN at index 2`),
      );
      expect(() => call(withValue(Number.NEGATIVE_INFINITY))).toThrow(
        new RangeError(`${name}: samples must be finite; received -Infinity at index 2`),
      );
      for (const wrong of [[0, 0], undefined, null, new Int16Array(4), 'samples']) {
        expect(() => call(wrong as unknown as Float32Array)).toThrow(TypeError);
      }
    });
  }

  for (const [name, call] of Object.entries(throughSpectrogram)) {
    test(`${name} takes no NaN, no infinity, no negative magnitude, and no plain array`, () => {
      expect(() => call(withValue(Number.NaN))).toThrow(/samples must be finite; received NaN at index 2/);
      expect(() => call(withValue(Number.POSITIVE_INFINITY))).toThrow(/samples must be finite; received Infinity/);
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1]) {
        expect(() => call(matrixWith(value))).toThrow(
          new RangeError(`${name}: spectrogram must be finite and not negative; received ${value} at index 2`),
        );
      }
      for (const wrong of [[0, 0], undefined, null, { data: samples, shape: [3, 3] }]) {
        expect(() => call(wrong as unknown as Float32Array)).toThrow(TypeError);
      }
      expect(() => call({ data: new Float32Array(0), shape: [0, 5] })).toThrow(/must be of at least one row/);
      expect(() => call({ data: Float32Array.of(1, 1), shape: [1, 2] })).toThrow(/must be of at least two rows/);
    });
  }
});

describe('matrices', () => {
  for (const [name, call] of Object.entries(ofMatrix)) {
    test(`${name} takes no NaN, no infinity, and no shape that does not fit`, () => {
      expect(() => call(matrixWith(Number.NaN))).toThrow(RangeError);
      expect(() => call(matrixWith(Number.NaN))).toThrow(`${name}: `);
      expect(() => call(matrixWith(Number.POSITIVE_INFINITY))).toThrow(/must be finite; received Infinity at index 2/);
      expect(() => call({ data: new Float32Array(5), shape: [2, 2] })).toThrow(TypeError);
      expect(() => call({ data: [1, 2], shape: [2, 1] } as unknown as s.Matrix)).toThrow(TypeError);
      expect(() => call({ data: new Float32Array(5), shape: [5] } as unknown as s.Matrix)).toThrow(TypeError);
      expect(() => call(undefined as unknown as s.Matrix)).toThrow(TypeError);
    });
  }
});

describe('long arrays, which the kernel looks through', () => {
  const long = new Float32Array(1_100_000).fill(0.5); // more than it takes at a time
  for (const index of [0, 1_048_575, 1_048_576, 1_099_999]) {
    test(`a wrong value at ${index} is found`, () => {
      for (const value of [Number.NaN, Number.NEGATIVE_INFINITY, -1]) {
        const data = long.slice();
        data[index] = value;
        const matrix: s.Matrix = { data, shape: [11, 100_000] };
        const message = `received ${value} at index ${index}`;
        expect(() => s.rms(matrix, { frameLength: 20 })).toThrow(
          `rms: spectrogram must be finite and not negative; ${message}`,
        );
        if (value === -1) continue;
        expect(() => s.powerToDb(matrix)).toThrow(`powerToDb: matrix must be finite; ${message}`);
        expect(() => s.zeroCrossingRate(data)).toThrow(`zeroCrossingRate: samples must be finite; ${message}`);
      }
    });
  }
});

describe('sample rates', () => {
  const ofRate: Record<string, (rate: number) => unknown> = {
    melFilterBank: (rate) => s.melFilterBank(rate),
    chromaFilterBank: (rate) => s.chromaFilterBank(rate),
    melSpectrogram: (rate) => s.melSpectrogram(samples, rate),
    mfcc: (rate) => s.mfcc(samples, rate),
    chromaStft: (rate) => s.chromaStft(samples, rate),
    cqt: (rate) => s.cqt(samples, rate),
    chromaCqt: (rate) => s.chromaCqt(samples, rate, { tuning: 0 }),
    estimateTuning: (rate) => s.estimateTuning(samples, rate),
    spectralContrast: (rate) => s.spectralContrast(samples, rate),
    spectralCentroid: (rate) => s.spectralCentroid(samples, rate),
    spectralBandwidth: (rate) => s.spectralBandwidth(samples, rate),
    spectralRolloff: (rate) => s.spectralRolloff(samples, rate),
    yin: (rate) => s.yin(samples, rate, { fMin: 65, fMax: 500 }),
    pyin: (rate) => s.pyin(samples, rate, { fMin: 65, fMax: 500 }),
    shimmer: (rate) => s.shimmer(samples, rate, [100]),
    spectralSlope: (rate) => s.spectralSlope(samples, rate),
    loudness: (rate) => s.loudness(samples, rate),
    featureVector: (rate) => s.featureVector(samples, rate),
    grayPicture: (rate) => s.grayPicture(samples, rate),
    colourPicture: (rate) => s.colourPicture(samples, rate),
    spekPicture: (rate) => s.spekPicture(samples, rate),
    createFeatureStream: (rate) => s.createFeatureStream(rate),
    createGrayPictureStream: (rate) => s.createGrayPictureStream(rate, 10),
  };
  for (const [name, call] of Object.entries(ofRate)) {
    test(`${name}: sampleRate is positive and finite`, () => {
      for (const rate of [0, -48000, Number.NaN, Number.POSITIVE_INFINITY, undefined as unknown as number]) {
        expect(() => call(rate)).toThrow(RangeError);
        expect(() => call(rate)).toThrow(`sampleRate must be a positive number; received ${rate}`);
      }
    });
  }
});

describe('options', () => {
  const cases: [message: string, call: () => unknown][] = [
    ['stft: nFft must be an integer of at least 1; received 0', () => s.stft(samples, { nFft: 0 })],
    ['stft: nFft must be an integer of at least 1; received NaN', () => s.stft(samples, { nFft: Number.NaN })],
    ['stft: hopLength must be an integer of at least 1; received 0', () => s.stft(samples, { hopLength: 0 })],
    ['stft: hopLength must be an integer of at least 1; received 0', () => s.stft(samples, { nFft: 3 })],
    ['stft: hopLength must be an integer of at least 1; received 1.5', () => s.stft(samples, { hopLength: 1.5 })],
    ['stft: winLength must be at most nFft = 512; received 600', () => s.stft(samples, { nFft: 512, winLength: 600 })],
    ['stft: winLength must be an integer of at least 1; received -1', () => s.stft(samples, { winLength: -1 })],
    [
      'stft: window must be of winLength = 8 values; received 7',
      () => s.stft(samples, { nFft: 8, window: Array(7).fill(1) }),
    ],
    [
      'getWindow: name must be one of hann, hamming, blackman, rectangular; received kaiser',
      () => s.stft(samples, { window: 'kaiser' as 'hann' }),
    ],
    [
      'stft: padMode must be one of constant, reflect, edge; received wrap',
      () => s.stft(samples, { padMode: 'wrap' as 'edge' }),
    ],
    [
      'stft: samples must be at least nFft = 5000 where center is false; received 4000 samples',
      () => s.stft(samples, { nFft: 5000, center: false }),
    ],
    [
      "stft: samples must not be empty with padMode 'reflect'; received 0 samples",
      () => s.stft(new Float32Array(0), { padMode: 'reflect' }),
    ],
    [
      "zeroCrossingRate: samples must not be empty with padMode 'edge'; received 0 samples",
      () => s.zeroCrossingRate(new Float32Array(0)),
    ],
    [
      'stftFrames: samples must be at least nFft = 5000 where center is false; received 4000 samples',
      () => [...s.stftFrames([samples], { nFft: 5000, center: false })],
    ],
    [
      'createStftStream: samples must be at least nFft = 2048 where center is false; received 0 samples',
      () => s.createStftStream(() => {}, { center: false }).finish(),
    ],
    [
      'createStftStream: hopLength must be an integer of at least 1; received 0',
      () => s.createStftStream(() => {}, { hopLength: 0 }),
    ],
    ['spectrogram: power must be a positive number; received 0', () => s.spectrogram(samples, { power: 0 })],
    [
      'istft: nFft must have 1025 frequencies, as the matrix has rows; received 512',
      () => s.istft(s.stft(samples), { nFft: 512 }),
    ],
    ['istft: length must be an integer of at least 0; received -1', () => s.istft(s.stft(samples), { length: -1 })],
    [
      'istft: matrix must be finite; received NaN at index 2',
      () => s.istft({ real: withValue(Number.NaN), imaginary: withValue(0), shape: [3, 1] }),
    ],
    [
      'istft: matrix must be finite; received NaN at index 2',
      () => s.istft({ real: withValue(0), imaginary: withValue(Number.NaN), shape: [3, 1] }),
    ],
    ['getWindow: length must be an integer of at least 1; received 0', () => s.getWindow('hann', 0)],
    [
      'yin: fMax must be above fMin = 500 and at most half the sample rate, 24000; received 500',
      () => s.yin(samples, 48000, { fMin: 500, fMax: 500 }),
    ],
    [
      'yin: fMax must be above fMin = 65 and at most half the sample rate, 24000; received 24001',
      () => s.yin(samples, 48000, { fMin: 65, fMax: 24001 }),
    ],
    [
      'pyin: fMax must be above fMin = 65 and at most half the sample rate, 24000; received undefined',
      () => s.pyin(samples, 48000, { fMin: 65 } as s.PyinOptions),
    ],
    ['yin: fMin must be a positive number; received 0', () => s.yin(samples, 48000, { fMin: 0, fMax: 500 })],
    [
      'yin: frameLength must be at least 2402 for fMin = 20; received 2048',
      () => s.yin(samples, 48000, { fMin: 20, fMax: 500 }),
    ],
    [
      'yin: troughThreshold must be a positive number; received 0',
      () => s.yin(samples, 48000, { fMin: 65, fMax: 500, troughThreshold: 0 }),
    ],
    [
      'yin: hopLength must be an integer of at least 1; received 0',
      () => s.yin(samples, 48000, { fMin: 65, fMax: 500, hopLength: 0 }),
    ],
    [
      'yin: samples must be at least nFft = 5000 where center is false; received 4000 samples',
      () => s.yin(samples, 48000, { fMin: 65, fMax: 500, frameLength: 5000, center: false }),
    ],
    ...(
      [
        ['nThresholds', 0, 'an integer of at least 1'],
        ['boltzmannParameter', 0, 'a positive number'],
        ['resolution', 1, 'between 0 and 1, both excluded'],
        ['maxTransitionRate', Number.NaN, 'a positive number'],
        ['switchProb', 0, 'between 0 and 1, both excluded'],
        ['noTroughProb', 1, 'between 0 and 1, both excluded'],
      ] as const
    ).map(([name, value, expected]): [string, () => unknown] => [
      `pyin: ${name} must be ${expected}; received ${value}`,
      () => s.pyin(samples, 48000, { fMin: 65, fMax: 500, [name]: value }),
    ]),
    [
      'pyin: betaParameters[1] must be a positive number; received 0',
      () => s.pyin(samples, 48000, { fMin: 65, fMax: 500, betaParameters: [2, 0] }),
    ],
    [
      'voicedShare: f0 must be NaN or a finite number of at least 0; received -1 at index 1',
      () => s.voicedShare([1, -1]),
    ],
    [
      'jitter: f0 must be NaN or a finite number of at least 0; received Infinity at index 0',
      () => s.jitter([Number.POSITIVE_INFINITY]),
    ],
    ['jitter: maxPeriodFactor must be above 1; received 1', () => s.jitter([100], { maxPeriodFactor: 1 })],
    [
      'shimmer: maxAmplitudeFactor must be above 1; received NaN',
      () => s.shimmer(samples, 48000, [100], { maxAmplitudeFactor: Number.NaN }),
    ],
    [
      'shimmer: f0 must be at most half the sample rate; received 24001 at index 1',
      () => s.shimmer(samples, 48000, [100, 24001]),
    ],
    [
      'shimmer: firstCenter must be an integer of at least 0; received -1',
      () => s.shimmer(samples, 48000, [100], { firstCenter: -1 }),
    ],
    [
      'spectralSlope: fMax must be at least two frequencies, 23.4375 Hz apart, above fMin = 0; received 20',
      () => s.spectralSlope(samples, 48000, { fMax: 20 }),
    ],
    [
      'spectralSlope: fMin must be a number of at least 0; received -1',
      () => s.spectralSlope(samples, 48000, { fMin: -1 }),
    ],
    ['spectralSlope: amin must be a positive number; received 0', () => s.spectralSlope(samples, 48000, { amin: 0 })],
    ['powerToDb: amin must be a positive number; received 0', () => s.powerToDb(matrix, { amin: 0 })],
    ['powerToDb: topDb must be a number of at least 0; received -1', () => s.powerToDb(matrix, { topDb: -1 })],
    ["powerToDb: ref must be a finite number or 'max'; received NaN", () => s.powerToDb(matrix, { ref: Number.NaN })],
    ['amplitudeToDb: amin must be a positive number; received -1', () => s.amplitudeToDb(matrix, { amin: -1 })],
    [
      'amplitudeToDb: topDb must be a number of at least 0; received NaN',
      () => s.amplitudeToDb(matrix, { topDb: Number.NaN }),
    ],
    [
      'decibelSpectrogram: amin must be a positive number; received 0',
      () => s.decibelSpectrogram(samples, { amin: 0 }),
    ],
    [
      'decibelSpectrogram: topDb must be a number of at least 0; received -1',
      () => s.decibelSpectrogram(samples, { topDb: -1 }),
    ],
    [
      'decibelSpectrogram: hopLength must be an integer of at least 1; received 0',
      () => s.decibelSpectrogram(samples, { hopLength: 0 }),
    ],
    ['dbToPower: ref must be a positive number; received 0', () => s.dbToPower(matrix, { ref: 0 })],
    ['hzToMel: hz must be a number of at least 0; received -1', () => s.hzToMel(-1)],
    ['melToHz: mel must be a number of at least 0; received NaN', () => s.melToHz(Number.NaN)],
    ['melFilterBank: nMels must be an integer of at least 1; received 0', () => s.melFilterBank(48000, { nMels: 0 })],
    ['melFilterBank: fMin must be a number of at least 0; received -1', () => s.melFilterBank(48000, { fMin: -1 })],
    [
      'melFilterBank: fMax must be above fMin = 500; received 500',
      () => s.melFilterBank(48000, { fMin: 500, fMax: 500 }),
    ],
    [
      'melFilterBank: norm must be one of slaney, 1, 2, Infinity, ; received 3',
      () => s.melFilterBank(48000, { norm: 3 as 2 }),
    ],
    ['melFilterBank: nFft must be an integer of at least 1; received 0.5', () => s.melFilterBank(48000, { nFft: 0.5 })],
    [
      'melSpectrogram: power must be a positive number; received -2',
      () => s.melSpectrogram(samples, 48000, { power: -2 }),
    ],
    ['mfcc: nMfcc must be an integer of at least 1; received 0', () => s.mfcc(samples, 48000, { nMfcc: 0 })],
    ['mfcc: dctType must be one of 1, 2, 3; received 4', () => s.mfcc(samples, 48000, { dctType: 4 as 3 })],
    ['mfcc: lifter must be a number of at least 0; received -1', () => s.mfcc(samples, 48000, { lifter: -1 })],
    ['mfcc: norm must be one of ortho, ; received slaney', () => s.mfcc(samples, 48000, { norm: 'slaney' as 'ortho' })],
    [
      'mfcc: nMels must be at least 2 for dctType 1; received 1',
      () => s.mfcc(samples, 48000, { nMels: 1, dctType: 1 }),
    ],
    [
      'chromaFilterBank: nFft must be an integer of at least 2; received 1',
      () => s.chromaFilterBank(48000, { nFft: 1 }),
    ],
    [
      'chromaFilterBank: nChroma must be an integer of at least 1; received 0',
      () => s.chromaFilterBank(48000, { nChroma: 0 }),
    ],
    [
      'chromaFilterBank: tuning must be a finite number; received NaN',
      () => s.chromaStft(samples, 48000, { tuning: Number.NaN }),
    ],
    [
      'chromaFilterBank: octaveCenter must be a finite number; received NaN',
      () => s.chromaFilterBank(48000, { octaveCenter: Number.NaN }),
    ],
    [
      'chromaFilterBank: octaveWidth must be a positive number; received 0',
      () => s.chromaFilterBank(48000, { octaveWidth: 0 }),
    ],
    [
      'chromaFilterBank: norm must be one of 1, 2, Infinity, ; received 3',
      () => s.chromaFilterBank(48000, { norm: 3 as 2 }),
    ],
    [
      'chromaStft: norm must be one of 1, 2, Infinity, ; received 3',
      () => s.chromaStft(samples, 48000, { norm: 3 as 2 }),
    ],
    ['cqt: hopLength must be an integer of at least 1; received 0', () => s.cqt(samples, 48000, { hopLength: 0 })],
    ['cqt: fMin must be a positive number; received 0', () => s.cqt(samples, 48000, { fMin: 0 })],
    ['cqt: nBins must be an integer of at least 1; received 0', () => s.cqt(samples, 48000, { nBins: 0 })],
    [
      'cqt: nBins must be so few that the highest filter ends below sampleRate / 2 = 4000 Hz; received 84, which ends at',
      () => s.cqt(samples, 8000),
    ],
    [
      'cqt: binsPerOctave must be an integer of at least 1; received 1.5',
      () => s.cqt(samples, 48000, { binsPerOctave: 1.5 }),
    ],
    ['cqt: tuning must be a finite number; received NaN', () => s.cqt(samples, 48000, { tuning: Number.NaN })],
    ['cqt: filterScale must be a positive number; received 0', () => s.cqt(samples, 48000, { filterScale: 0 })],
    ...[1, -0.1, Number.NaN].map((sparsity): [string, () => unknown] => [
      `cqt: sparsity must be a number from 0 to below 1; received ${sparsity}`,
      () => s.cqt(samples, 48000, { sparsity }),
    ]),
    ['chromaCqt: fMin must be a positive number; received -1', () => s.chromaCqt(samples, 48000, { fMin: -1 })],
    [
      'chromaCqt: norm must be one of 1, 2, Infinity, ; received 3',
      () => s.chromaCqt(samples, 48000, { norm: 3 as 2 }),
    ],
    [
      'chromaCqt: nChroma must be an integer of at least 1; received 0',
      () => s.chromaCqt(samples, 48000, { nChroma: 0 }),
    ],
    [
      'chromaCqt: nOctaves must be an integer of at least 1; received 0',
      () => s.chromaCqt(samples, 48000, { nOctaves: 0 }),
    ],
    [
      'chromaCqt: binsPerOctave must be an integer of at least 1; received 0',
      () => s.chromaCqt(samples, 48000, { binsPerOctave: 0 }),
    ],
    [
      'chromaCqt: binsPerOctave must be a multiple of nChroma = 12; received 20',
      () => s.chromaCqt(samples, 48000, { binsPerOctave: 20 }),
    ],
    [
      'cqt: tuning must be a finite number; received Infinity',
      () => s.chromaCqt(samples, 48000, { tuning: Number.POSITIVE_INFINITY }),
    ],
    [
      'chromaCqt: spectrogram must be finite and not negative; received -1 at index 2',
      () => s.chromaCqt(matrixWith(-1), 48000),
    ],
    ['spectrogram: samples must be finite; received NaN at index 2', () => s.chromaCqt(withValue(Number.NaN), 48000)],
    [
      'estimateTuning: resolution must be between 0 and 1, both excluded; received 1',
      () => s.estimateTuning(samples, 48000, { resolution: 1 }),
    ],
    [
      'estimateTuning: binsPerOctave must be an integer of at least 1; received 0',
      () => s.estimateTuning(samples, 48000, { binsPerOctave: 0 }),
    ],
    [
      'spectralContrast: fMin must be a positive number; received 0',
      () => s.spectralContrast(samples, 48000, { fMin: 0 }),
    ],
    [
      'spectralContrast: nBands must be an integer of at least 1; received 0',
      () => s.spectralContrast(samples, 48000, { nBands: 0 }),
    ],
    [
      'spectralContrast: quantile must be between 0 and 1, both excluded; received 0',
      () => s.spectralContrast(samples, 48000, { quantile: 0 }),
    ],
    [
      'spectralContrast: nBands must be such that the last band starts below sampleRate / 2 = 4000 Hz; received 6 with fMin 200',
      () => s.spectralContrast(samples, 8000),
    ],
    [
      'spectralContrast: nFft must be such that each band has a frequency; received 64',
      () => s.spectralContrast(samples, 48000, { nFft: 64 }),
    ],
    ['spectralBandwidth: p must be a positive number; received 0', () => s.spectralBandwidth(samples, 48000, { p: 0 })],
    [
      'spectralRolloff: rollPercent must be between 0 and 1, both excluded; received 1',
      () => s.spectralRolloff(samples, 48000, { rollPercent: 1 }),
    ],
    ['spectralFlatness: amin must be a positive number; received 0', () => s.spectralFlatness(samples, { amin: 0 })],
    [
      'spectralFlatness: power must be a positive number; received -1',
      () => s.spectralFlatness(samples, { power: -1 }),
    ],
    ['rms: frameLength must be an integer of at least 1; received 0', () => s.rms(samples, { frameLength: 0 })],
    ['rms: hopLength must be an integer of at least 1; received 0', () => s.rms(samples, { hopLength: 0 })],
    ['rms: frameLength must be 2048 or 2049 for 1025 rows; received 512', () => s.rms(matrix, { frameLength: 512 })],
    [
      'zeroCrossingRate: frameLength must be an integer of at least 1; received 0',
      () => s.zeroCrossingRate(samples, { frameLength: 0 }),
    ],
    [
      'zeroCrossingRate: threshold must be a number of at least 0; received -1',
      () => s.zeroCrossingRate(samples, { threshold: -1 }),
    ],
    [
      'delta: width must be an odd integer of at least 3 and above order; received 4',
      () => s.delta(matrix, { width: 4 }),
    ],
    [
      'delta: width must be an odd integer of at least 3 and above order; received 3',
      () => s.delta(matrix, { width: 3, order: 3 }),
    ],
    ['delta: order must be an integer of at least 1; received 0', () => s.delta(matrix, { order: 0 })],
    [
      "delta: width must be at most the number of frames with mode 'interp'; received 9 for 3 frames",
      () => s.delta(matrix),
    ],
    [
      'delta: mode must be one of interp, nearest, mirror, constant; received wrap',
      () => s.delta(matrix, { mode: 'wrap' as 'mirror' }),
    ],
    [
      'featureVector: groups must be one of mfcc, chroma, mel, contrast, tonnetz; received pitch',
      () => s.featureVector(samples, 48000, { groups: ['pitch' as 'mel'] }),
    ],
    [
      'featureVector: groups must be at least one group; received none',
      () => s.featureVector(samples, 48000, { groups: [] }),
    ],
    [
      'createFeatureStream: groups must be at least one group; received none',
      () => s.createFeatureStream(48000, { groups: [] }),
    ],
    ['hpss: kernelSize must be odd; received 30', () => s.hpss(samples, { kernelSize: 30 })],
    [
      'harmonic: kernelSize must be an integer of at least 1; received 0',
      () => s.harmonic(samples, { kernelSize: [31, 0] }),
    ],
    ['percussive: margin must be at least 1; received 0.5', () => s.percussive(samples, { margin: 0.5 })],
    ['hpss: power must be a positive number; received 0', () => s.hpss(samples, { power: 0 })],
    ['resample: fromRate must be an integer of at least 1; received 0', () => s.resample(samples, 0, 10)],
    ['resample: toRate must be an integer of at least 1; received 10.5', () => s.resample(samples, 10, 10.5)],
    ['resample: zeros must be an integer of at least 1; received 0', () => s.resample(samples, 3, 2, { zeros: 0 })],
    ['resample: beta must be a positive number; received NaN', () => s.resample(samples, 3, 2, { beta: Number.NaN })],
    [
      'grayPicture: width must be an integer of at least 1; received 0',
      () => s.grayPicture(samples, 48000, { width: 0 }),
    ],
    [
      'grayPicture: height must be an integer of at least 1; received 1.5',
      () => s.grayPicture(samples, 48000, { height: 1.5 }),
    ],
    [
      'grayPicture: max must be a number of dB above min = -20; received -20',
      () => s.grayPicture(samples, 48000, { min: -20 }),
    ],
    [
      'colourPicture: max must be a number of dB above min = NaN; received -20',
      () => s.colourPicture(samples, 48000, { min: Number.NaN }),
    ],
    [
      'spekPicture: width must be an integer of at least 1; received 0',
      () => s.spekPicture(samples, 48000, { width: 0 }),
    ],
    [
      'spekPicture: height must be an integer of at least 1; received 0',
      () => s.spekPicture(samples, 48000, { height: 0 }),
    ],
    [
      'spekPicture: windowWidth must be an integer of at least 151; received 150',
      () => s.spekPicture(samples, 48000, { windowWidth: 150 }),
    ],
    [
      'spekPicture: windowHeight must be an integer of at least 101; received 100',
      () => s.spekPicture(samples, 48000, { windowHeight: 100 }),
    ],
    [
      'spekPicture: cutTop must be below windowHeight = 388; received 388',
      () => s.spekPicture(samples, 48000, { cutTop: 388 }),
    ],
    [
      'createGrayPictureStream: length must be an integer of at least 0; received -1',
      () => s.createGrayPictureStream(48000, -1),
    ],
    [
      'createGrayPictureStream: width must be an integer of at least 1; received 0',
      () => s.createGrayPictureStream(48000, 1, { width: 0 }),
    ],
    [
      'createGrayPictureStream: chunks must be of 10 samples together; received 4000',
      () => s.createGrayPictureStream(48000, 10).push(samples),
    ],
    [
      'encodePng: picture must be of at least one pixel of 1 to 4 channels; received [0,5]',
      () => s.encodePng({ data: new Uint8Array(0), shape: [0, 5] }),
    ],
    [
      'encodePng: picture must be of at least one pixel of 1 to 4 channels; received [1,1,5]',
      () => s.encodePng({ data: new Uint8Array(5), shape: [1, 1, 5] }),
    ],
  ];
  test.each(cases)('%s', (message, call) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });

  const types: [message: string, call: () => unknown][] = [
    [
      'istft: matrix must be of rows * columns values',
      () => s.istft({ real: samples, imaginary: samples, shape: [3, 3] }),
    ],
    [
      'encodePng: picture must be { data, shape: [height, width] }',
      () => s.encodePng({ data: new Uint8Array(5), shape: [2, 2] }),
    ],
    [
      'decodePng: bytes must be a Uint8Array; received [object Undefined]',
      () => s.decodePng(undefined as unknown as Uint8Array),
    ],
  ];
  test.each(types)('%s', (message, call) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });
});
