import { createLcg, expectAllClose } from '@aver/test-helpers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createFeatureStream,
  createGrayPictureStream,
  createStftStream,
  type FeatureGroup,
  type FrameOptions,
  featureVector,
  grayPicture,
  stft,
  stftFrames,
} from '../../src/index.js';

const noise = Float32Array.from(createLcg(51).array(30000));

/** The signal in chunks of the given lengths, over and over. */
function* chunksOf(samples: Float32Array, lengths: number[]): Generator<Float32Array> {
  for (let from = 0, i = 0; from < samples.length; i++) {
    const length = lengths[i % lengths.length];
    yield samples.subarray(from, from + length);
    from += length;
  }
}

const chunkLengths = fc
  .array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 6 })
  .filter((lengths) => lengths.some((length) => length > 0));

describe('stftFrames', () => {
  const options = fc.record({
    nFft: fc.integer({ min: 1, max: 300 }),
    hopLength: fc.integer({ min: 16, max: 700 }),
    center: fc.boolean(),
    padMode: fc.constantFrom('constant', 'reflect', 'edge'),
  }) as fc.Arbitrary<FrameOptions & { nFft: number }>;

  test('gives the frames of stft, bit for bit, for any chunks and options', () => {
    fc.assert(
      fc.property(chunkLengths, options, fc.integer({ min: 300, max: 30000 }), (lengths, frameOptions, length) => {
        expectSameFrames(noise.subarray(0, length), lengths, frameOptions);
      }),
      { numRuns: 60, seed: 1, endOnFailure: true },
    );
  });

  test('does so for signals shorter than a frame', () => {
    for (const length of [0, 1, 2, 5, 127, 128, 129, 255]) {
      for (const padMode of ['constant', 'reflect', 'edge'] as const) {
        if (length > 0 || padMode === 'constant') {
          expectSameFrames(noise.subarray(0, length), [3], { nFft: 256, hopLength: 64, padMode });
        }
      }
    }
  });

  test('does so where a chunk ends just before the sample that the mirrored start needs', () => {
    // Not a Hann window, whose first value is 0 and hides that sample.
    const options = { nFft: 256, hopLength: 64, padMode: 'reflect', window: 'hamming' } as const;
    expectSameFrames(noise.subarray(0, 3000), [128], options);
  });

  test('does so where a long hop leaves only samples that the mirrored end needs', () => {
    // The last frame's centre is the signal's end, soon after the buffer of 5,120 samples was full.
    for (let hopLength = 600; hopLength < 700; hopLength += 5) {
      const options = { nFft: 256, hopLength, padMode: 'reflect', window: 'hamming' } as const;
      expectSameFrames(noise.subarray(0, 8 * hopLength), [100], options);
    }
  });

  test('does so for a chunk much longer than its buffer, and other transforms between two frames do not disturb it', () => {
    const expected = stft(noise);
    let count = 0;
    for (const { index, real } of stftFrames([noise])) {
      stft(noise.subarray(0, 4000));
      expect(real[7]).toBe(expected.real[7 * expected.shape[1] + index]);
      count++;
    }
    expect(count).toBe(expected.shape[1]);
  });

  test('yields the same object each time', () => {
    const seen = new Set([...stftFrames([noise])]);
    expect(seen.size).toBe(1);
  });
});

describe('createStftStream', () => {
  test('visits the frames of stft, each as soon as its samples are there', () => {
    const expected = stft(noise);
    const indices: number[] = [];
    const stream = createStftStream(({ index, real, imaginary }) => {
      expect(real[3]).toBe(expected.real[3 * expected.shape[1] + index]);
      expect(imaginary[3]).toBe(expected.imaginary[3 * expected.shape[1] + index]);
      indices.push(index);
    });
    stream.push(noise.subarray(0, 1023));
    expect(indices).toEqual([]);
    stream.push(noise.subarray(1023, 1024));
    expect(indices).toEqual([0]);
    stream.push(noise.subarray(1024));
    stream.finish();
    expect(indices).toEqual(Array.from({ length: expected.shape[1] }, (_, t) => t));
  });
});

describe('createFeatureStream', () => {
  const groups: FeatureGroup[] = ['mfcc', 'chroma', 'mel', 'contrast', 'tonnetz'];

  // Loud and quiet stretches, so that the clipping 80 dB below the maximum has something to clip, and the loudest late.
  const uneven = (length: number): Float32Array => {
    const samples = Float32Array.from(createLcg(52).array(length));
    return samples.map((value, n) => value * (n > length / 2 && n < 0.6 * length ? 1 : n < length / 6 ? 1e-3 : 1e-6));
  };

  function expectWhole(
    samples: Float32Array,
    chunkLengths: number[],
    mfccTolerance: number,
    contrastTolerance: number,
  ) {
    const expected = featureVector(samples, 22050, { groups, tuning: 0.2 });
    const stream = createFeatureStream(22050, { groups, tuning: 0.2 });
    for (const chunk of chunksOf(samples, chunkLengths)) stream.push(chunk);
    const { names, values } = stream.finish();
    expect(names).toEqual(expected.names);
    const tolerances = { mfcc: mfccTolerance, chroma: 1e-7, mel: 0, contrast: contrastTolerance, tonnetz: 1e-7 };
    for (const group of groups) {
      const isIn = (_: number, i: number): boolean => names[i].startsWith(group);
      expectAllClose(values.filter(isIn), expected.values.filter(isIn), { atol: tolerances[group], rtol: 1e-6 });
    }
  }

  test('gives the feature vector of the whole signal', () => {
    for (const length of [1, 511, 512, 1023, 1024, 30000, 63 * 512, 64 * 512]) {
      expectWhole(uneven(length), [1000, 1, 4096, 333], 1e-4, 1e-5);
    }
  });

  test('does so in one chunk', () => {
    expectWhole(uneven(100000), [100000], 1e-4, 1e-5);
  });

  test('does so to a few thousandths of a dB where the signal is too long to keep its frames', () => {
    expectWhole(uneven(1100 * 512), [48000], 1e-2, 2e-3);
  });

  test('finish gives the same answer again', () => {
    const stream = createFeatureStream(22050, { groups });
    stream.push(noise);
    expect(stream.finish()).toEqual(stream.finish());
  });

  test('its default groups are those of featureVector, with a tuning of 0', () => {
    const stream = createFeatureStream(48000);
    stream.push(noise);
    const { names, values } = stream.finish();
    const expected = featureVector(noise, 48000, { tuning: 0 });
    expect(names).toEqual(expected.names);
    expectAllClose(values, expected.values, { atol: 1e-3, rtol: 1e-5 });
  });

  test('without samples it answers as featureVector does', () => {
    const { values } = createFeatureStream(16000, { groups }).finish();
    expectAllClose(values, featureVector(new Float32Array(0), 16000, { groups, tuning: 0 }).values, { atol: 1e-3 });
  });
});

describe('createGrayPictureStream', () => {
  test('gives the picture of the whole signal, for any chunks and sizes', () => {
    fc.assert(
      fc.property(
        chunkLengths,
        fc.integer({ min: 0, max: 30000 }),
        fc.integer({ min: 1, max: 40 }),
        (lengths, length, width) => {
          const samples = noise.subarray(0, length);
          const options = { width, height: 11, min: -90, max: 0 };
          const stream = createGrayPictureStream(48000, length, options);
          for (const chunk of chunksOf(samples, lengths)) stream.push(chunk);
          expect(stream.finish()).toEqual(grayPicture(samples, 48000, options));
        },
      ),
      { numRuns: 40, seed: 2, endOnFailure: true },
    );
  });

  test('columns whose samples have not come are black', () => {
    const stream = createGrayPictureStream(48000, 30000, { width: 10, height: 4, max: 0 });
    stream.push(noise.subarray(0, 15000));
    const { data } = stream.finish();
    const columnMaxima = Array.from({ length: 10 }, (_, x) => Math.max(...data.filter((_, i) => i % 10 === x)));
    expect(columnMaxima.slice(5)).toEqual([0, 0, 0, 0, 0]);
    expect(Math.min(...columnMaxima.slice(0, 5))).toBeGreaterThan(0);
  });
});

function expectSameFrames(samples: Float32Array, lengths: number[], options: FrameOptions): void {
  const whole = stft(samples, options);
  const [bins, frames] = whole.shape;
  let count = 0;
  for (const { index, real, imaginary } of stftFrames(chunksOf(samples, lengths), options)) {
    expect(index).toBe(count++);
    for (let k = 0; k < bins; k++) {
      if (real[k] !== whole.real[k * frames + index] || imaginary[k] !== whole.imaginary[k * frames + index]) {
        throw new Error(`frame ${index}, frequency ${k}: ${real[k]}, expected ${whole.real[k * frames + index]}`);
      }
    }
  }
  expect(count).toBe(frames);
}
