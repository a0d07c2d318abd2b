import { createLcg } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { featureVector, grayPicture, logMelPicture, modelInput, spekPicture } from '../src/index.js';

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

  test('refuses what its parts refuse', () => {
    const spec = { kind: 'picture', style: 'gray', size: 8 } as const;
    expect(() => modelInput([0] as never, 16000, spec)).toThrow(TypeError);
    expect(() => modelInput(Float32Array.of(Number.NaN), 16000, spec)).toThrow(RangeError);
    expect(() => modelInput(samples, 16000, { ...spec, size: 0 })).toThrow(RangeError);
    expect(() => modelInput(samples, 16000, { kind: 'features', groups: ['pitch' as 'mel'] })).toThrow(RangeError);
  });
});
