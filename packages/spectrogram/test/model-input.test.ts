import { createLcg } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import {
  featureVector,
  grayPicture,
  logMelSpectrogram,
  modelInput,
  modelInputProblem,
  modelInputShape,
  spekPicture,
} from '../src/index.js';

const samples = Float32Array.from(createLcg(5).array(8000));

describe('modelInput', () => {
  test('gives the features of the groups, as a sequence with one channel', () => {
    const { data, shape } = modelInput(samples, 16000, { kind: 'features', groups: ['chroma', 'mfcc'] });
    expect(shape).toEqual([52, 1]);
    expect(data).toEqual(featureVector(samples, 16000, { groups: ['mfcc', 'chroma'] }).values);
  });

  test.each([
    ['gray', grayPicture],
    ['spek', spekPicture],
  ] as const)('gives the %s picture in its size, with one channel', (style, picture) => {
    const { data, shape } = modelInput(samples, 16000, { kind: 'picture', style, size: 40 });
    expect(shape).toEqual([40, 40, 1]);
    expect(data).toEqual(picture(samples, 16000, { width: 40, height: 40 }).data);
  });

  test('gives the log-mel spectrogram of its parameters, with one channel', () => {
    const parameters = { rate: 8000, nFft: 256, hopLength: 64, bands: 20, fMin: 60, fMax: 3900, frames: 50 };
    const spec = { kind: 'logMel', ...parameters, trimDb: 40, floorDb: -70 } as const;
    const { data, shape } = modelInput(samples, 16000, spec);
    expect(shape).toEqual([20, 50, 1]);
    const { rate, bands, ...others } = parameters;
    const named = { ...others, targetSampleRate: rate, nMels: bands, trimDb: 40, floorDb: -70 };
    expect(data).toEqual(logMelSpectrogram(samples, 16000, named).data);
    expect(() => modelInput(samples, 16000, { ...spec, frames: Number.NaN })).toThrow(
      new RangeError('modelInput: spec.frames must be a whole number above 0; received NaN'),
    );
  });

  test('refuses what its parts refuse', () => {
    const spec = { kind: 'picture', style: 'gray', size: 8 } as const;
    expect(() => modelInput([0] as never, 16000, spec)).toThrow(TypeError);
    expect(() => modelInput(Float32Array.of(Number.NaN), 16000, spec)).toThrow(RangeError);
    expect(() => modelInput(samples, 16000, { ...spec, size: 0 })).toThrow(RangeError);
    expect(() => modelInput(samples, 16000, { kind: 'features', groups: ['pitch' as 'mel'] })).toThrow(RangeError);
  });
});

describe('modelInputShape', () => {
  test('is the shape that modelInput gives', () => {
    const logMel = { kind: 'logMel', rate: 8000, nFft: 256, hopLength: 64, bands: 20, fMin: 60, fMax: 3900 } as const;
    for (const spec of [
      { kind: 'features', groups: ['contrast', 'mfcc', 'tonnetz'] },
      { kind: 'picture', style: 'spek', size: 30 },
      { ...logMel, frames: 50, trimDb: 40, floorDb: -70 },
    ] as const) {
      const plain = JSON.parse(JSON.stringify(spec));
      expect(modelInputShape(plain)).toEqual(modelInput(samples, 16000, plain).shape);
    }
  });
});

describe('modelInputProblem', () => {
  const features = { kind: 'features', groups: ['mfcc', 'mel'] };
  const picture = { kind: 'picture', style: 'spek', size: 150 };
  const logMel = {
    ...{ kind: 'logMel', rate: 16000, nFft: 1024, hopLength: 256, bands: 64, fMin: 50, fMax: 8000, frames: 160 },
    ...{ trimDb: 45, floorDb: -80 },
  };

  test.each([features, picture, logMel, { ...logMel, fMin: 0, trimDb: 0 }, { ...picture, more: 'is left out' }])(
    'finds nothing in %j',
    (spec) => expect(modelInputProblem(spec)).toBeUndefined(),
  );

  const wholeNumber = 'must be a whole number above 0; received';
  test.each([
    [null, 'spec.kind must be features, picture or logMel; received nothing'],
    ['picture', 'spec.kind must be features, picture or logMel; received nothing'],
    [{ kind: 'toString' }, 'spec.kind must be features, picture or logMel; received "toString"'],
    [
      { ...features, groups: [] },
      'spec.groups must be some of mfcc, chroma, mel, contrast, tonnetz, each once; received []',
    ],
    [{ ...features, groups: ['mel', 'mel'] }, 'each once; received ["mel","mel"]'],
    [{ ...features, groups: ['pitch'] }, 'each once; received ["pitch"]'],
    [{ ...features, groups: 'mel' }, 'each once; received "mel"'],
    [{ ...picture, style: 'oil' }, 'spec.style must be gray or spek; received "oil"'],
    [{ ...picture, size: 0.5 }, 'spec.size must be a whole number of pixels; received 0.5'],
    [{ ...picture, size: 0 }, 'spec.size must be a whole number of pixels; received 0'],
    [{ ...picture, size: '150' }, 'spec.size must be a whole number of pixels; received "150"'],
    [{ ...logMel, rate: '16000' }, `spec.rate ${wholeNumber} "16000"`],
    [{ ...logMel, nFft: 0 }, `spec.nFft ${wholeNumber} 0`],
    [{ ...logMel, hopLength: undefined }, `spec.hopLength ${wholeNumber} nothing`],
    [{ ...logMel, bands: 0.5 }, `spec.bands ${wholeNumber} 0.5`],
    [{ ...logMel, frames: -1 }, `spec.frames ${wholeNumber} -1`],
    [{ ...logMel, fMin: -1 }, 'spec.fMin must be a number of at least 0; received -1'],
    [{ ...logMel, fMax: '8000' }, 'spec.fMax must be a number of at least 0; received "8000"'],
    [{ ...logMel, fMin: 8000 }, 'spec.fMax must be above spec.fMin; received 8000'],
    [{ ...logMel, trimDb: Infinity }, 'spec.trimDb must be a number of at least 0; received Infinity'],
    [{ ...logMel, floorDb: null }, 'spec.floorDb must be a number; received null'],
  ])('%j', (spec, sentence) => {
    expect(modelInputProblem(spec)).toContain(sentence);
    expect(() => modelInput(samples, 16000, spec as never)).toThrow(RangeError);
  });

  test('calls the specification as the caller does', () => {
    expect(modelInputProblem({ ...picture, size: 0 }, 'input')).toMatch(/^input\.size must be/);
    expect(modelInputProblem({ ...logMel, fMax: 1 }, 'input')).toContain('above input.fMin');
  });
});
