import { createLcg, processorTime } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import {
  featureVector,
  grayPicture,
  logMelSpectrogram,
  type ModelInputSpec,
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
      new RangeError('modelInput: spec.frames must be a whole number from 1 to 65536; received NaN'),
    );
  });

  test('gives several inputs as one row, one behind the other', () => {
    const inputs = [
      { kind: 'picture', style: 'gray', size: 6 },
      { kind: 'features', groups: ['chroma'] },
    ] as const;
    const { data, shape } = modelInput(samples, 16000, JSON.parse(JSON.stringify({ kind: 'several', inputs })));
    expect(shape).toEqual([48]);
    expect(data).toEqual(
      Float32Array.from([
        ...grayPicture(samples, 16000, { width: 6, height: 6 }).data,
        ...featureVector(samples, 16000, { groups: ['chroma'] }).values,
      ]),
    );
  });

  test.each([
    [
      'gray',
      { kind: 'picture', style: 'gray', size: 200_000 },
      'modelInput: spec.size must be a whole number from 1 to 4096; received 200000',
    ],
    ['bands', { bands: 1e9 }, 'modelInput: spec.bands must be a whole number from 1 to 4096; received 1000000000'],
    ['frames', { frames: 1e9 }, 'modelInput: spec.frames must be a whole number from 1 to 65536; received 1000000000'],
    ['rate', { rate: 1e12 }, 'modelInput: spec.rate must be a whole number from 1 to 768000; received 1000000000000'],
    ['nFft', { nFft: 1e9 }, 'modelInput: spec.nFft must be a whole number from 1 to 65536; received 1000000000'],
    [
      'hop and nFft',
      { rate: 768_000, nFft: 65_536, hopLength: 1 },
      'logMelSpectrogram: nFft * the frames of the recording must be at most 2147483648; received 25165889536',
    ],
    [
      'hop and bands',
      { rate: 768_000, nFft: 64, hopLength: 1, bands: 4096, frames: 100 },
      'logMelSpectrogram: nMels * the frames of the recording must be at most 67108864; received 1572868096',
    ],
  ])('refuses in one line what costs too much: %s', (_, given, message) => {
    const logMel = {
      kind: 'logMel',
      rate: 16_000,
      nFft: 1024,
      hopLength: 256,
      bands: 64,
      fMin: 50,
      fMax: 8000,
      frames: 160,
      trimDb: 45,
      floorDb: -80,
    };
    const spec = ('kind' in given ? given : { ...logMel, ...given }) as ModelInputSpec;
    const refusal = () => expect(() => modelInput(samples, 16000, spec)).toThrow(new RangeError(message));
    expect(processorTime(refusal)).toBeLessThan(1000);
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
      {
        kind: 'several',
        inputs: [
          { kind: 'picture', style: 'gray', size: 5 },
          { kind: 'features', groups: ['mfcc'] },
        ],
      },
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

  const several = { kind: 'several', inputs: [logMel, { kind: 'voice' }] };
  test.each([
    features,
    picture,
    logMel,
    several,
    { ...logMel, fMin: 0, trimDb: 0 },
    { ...picture, more: 'is left out' },
  ])('finds nothing in %j', (spec) => expect(modelInputProblem(spec)).toBeUndefined());

  const upTo = (most: number) => `must be a whole number from 1 to ${most}; received`;
  test.each([
    [null, 'spec.kind must be features, picture, logMel, voice or several; received nothing'],
    ['picture', 'spec.kind must be features, picture, logMel, voice or several; received nothing'],
    [{ kind: 'toString' }, 'spec.kind must be features, picture, logMel, voice or several; received "toString"'],
    [
      { ...features, groups: [] },
      'spec.groups must be some of mfcc, chroma, mel, contrast, tonnetz, each once; received []',
    ],
    [{ ...features, groups: ['mel', 'mel'] }, 'each once; received ["mel","mel"]'],
    [{ ...features, groups: ['pitch'] }, 'each once; received ["pitch"]'],
    [{ ...features, groups: 'mel' }, 'each once; received "mel"'],
    [{ ...picture, style: 'oil' }, 'spec.style must be gray or spek; received "oil"'],
    [{ ...picture, size: 0.5 }, 'spec.size must be a whole number from 1 to 4096; received 0.5'],
    [{ ...picture, size: 0 }, 'spec.size must be a whole number from 1 to 4096; received 0'],
    [{ ...picture, size: '150' }, 'spec.size must be a whole number from 1 to 4096; received "150"'],
    [{ ...logMel, rate: '16000' }, `spec.rate ${upTo(768000)} "16000"`],
    [{ ...logMel, nFft: 0 }, `spec.nFft ${upTo(65536)} 0`],
    [{ ...logMel, hopLength: undefined }, `spec.hopLength ${upTo(65536)} nothing`],
    [{ ...logMel, bands: 0.5 }, `spec.bands ${upTo(4096)} 0.5`],
    [{ ...logMel, frames: -1 }, `spec.frames ${upTo(65536)} -1`],
    [{ ...logMel, bands: 1e9 }, `spec.bands ${upTo(4096)} 1000000000`],
    [
      { ...logMel, bands: 4096, frames: 4097 },
      'spec.bands times spec.frames must be at most 16777216; received 16781312',
    ],
    [{ ...picture, size: 200_000 }, 'spec.size must be a whole number from 1 to 4096; received 200000'],
    [{ ...logMel, fMin: -1 }, 'spec.fMin must be a number of at least 0; received -1'],
    [{ ...logMel, fMax: '8000' }, 'spec.fMax must be a number of at least 0; received "8000"'],
    [{ ...logMel, fMin: 8000 }, 'spec.fMax must be above spec.fMin; received 8000'],
    [{ ...logMel, trimDb: Infinity }, 'spec.trimDb must be a number of at least 0; received Infinity'],
    [{ ...logMel, floorDb: null }, 'spec.floorDb must be a number; received null'],
    [{ ...several, inputs: [picture] }, 'spec.inputs must be a list of 2 to 4 inputs; received [{"kind":"picture"'],
    [{ ...several, inputs: Array(5).fill(picture) }, 'spec.inputs must be a list of 2 to 4 inputs; received'],
    [{ ...several, inputs: { length: 2 } }, 'spec.inputs must be a list of 2 to 4 inputs; received {"length":2}'],
    [
      { ...several, inputs: [picture, null] },
      'spec.inputs[1].kind must be features, picture, logMel, voice or several',
    ],
    [{ ...several, inputs: [{ ...picture, size: 0 }, logMel] }, 'spec.inputs[0].size must be a whole number'],
    [
      { ...several, inputs: [picture, several] },
      'spec.inputs[1].kind must be features, picture, logMel or voice; received "several"',
    ],
  ])('%j', (spec, sentence) => {
    expect(modelInputProblem(spec)).toContain(sentence);
    expect(() => modelInput(samples, 16000, spec as never)).toThrow(RangeError);
  });

  test('calls the specification as the caller does', () => {
    expect(modelInputProblem({ ...picture, size: 0 }, 'input')).toMatch(/^input\.size must be/);
    expect(modelInputProblem({ ...logMel, fMax: 1 }, 'input')).toContain('above input.fMin');
  });
});
