import { createLcg } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import {
  featureVector,
  grayPicture,
  logMelPicture,
  type ModelInputSpec,
  modelInput,
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

  test('gives the log-mel picture of its parameters, with one channel', () => {
    const parameters = { rate: 8000, nFft: 256, hopLength: 64, bands: 20, fMin: 60, fMax: 3900, frames: 50 };
    const spec = { kind: 'logMel', ...parameters, trimDb: 40, floorDb: -70 } as const;
    const { data, shape } = modelInput(samples, 16000, spec);
    expect(shape).toEqual([20, 50, 1]);
    expect(data).toEqual(logMelPicture(samples, 16000, { ...parameters, trimDb: 40, floorDb: -70 }).data);
    expect(() => modelInput(samples, 16000, { ...spec, frames: Number.NaN })).toThrow(
      /logMelPicture: frames must be an integer/,
    );
  });

  test.each([
    [
      'gray',
      { kind: 'picture', style: 'gray', size: 200_000 },
      'grayPicture: width must be at most 32768; received 200000',
    ],
    [
      'spek',
      { kind: 'picture', style: 'spek', size: 200_000 },
      'spekPicture: width must be at most 32768; received 200000',
    ],
    [
      'area',
      { kind: 'picture', style: 'gray', size: 8193 },
      'grayPicture: width * height must be at most 67108864; received 67125249',
    ],
    ['bands', { bands: 1e9 }, 'logMelPicture: bands must be at most 65536; received 1000000000'],
    ['frames', { frames: 1e9 }, 'logMelPicture: bands * frames must be at most 16777216; received 64000000000'],
    ['rate', { rate: 1e12 }, 'logMelPicture: rate must be at most 768000; received 1000000000000'],
    ['nFft', { nFft: 1e9 }, 'logMelPicture: nFft must be at most 65536; received 1000000000'],
    [
      'hop and nFft',
      { rate: 768_000, nFft: 65_536, hopLength: 1 },
      'logMelPicture: nFft * the frames of the recording must be at most 2147483648; received 25165889536',
    ],
    [
      'hop and bands',
      { rate: 768_000, nFft: 64, hopLength: 1, bands: 4096, frames: 100 },
      'logMelPicture: bands * the frames of the recording must be at most 67108864; received 1572868096',
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
    const start = performance.now();
    expect(() => modelInput(samples, 16000, spec)).toThrow(new RangeError(message));
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('refuses what its parts refuse', () => {
    const spec = { kind: 'picture', style: 'gray', size: 8 } as const;
    expect(() => modelInput([0] as never, 16000, spec)).toThrow(TypeError);
    expect(() => modelInput(Float32Array.of(Number.NaN), 16000, spec)).toThrow(RangeError);
    expect(() => modelInput(samples, 16000, { ...spec, size: 0 })).toThrow(RangeError);
    expect(() => modelInput(samples, 16000, { kind: 'features', groups: ['pitch' as 'mel'] })).toThrow(RangeError);
  });
});
