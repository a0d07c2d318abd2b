import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/augmentation/create-random.js';
import { type AugmentationSpec, augmentPicture } from '../../src/index.js';

const height = 20;
const width = 41;
const size = { height, width };

/** A picture by its formula. */
function pictureOf(cell: (band: number, frame: number) => number): Float32Array {
  return Float32Array.from({ length: height * width }, (_, i) => cell(Math.floor(i / width), i % width));
}

const random = createLcg(11).array(height * width, 60);
const noisy = pictureOf((b, t) => Math.max(0, random[b * width + t] + 20));
const everything: AugmentationSpec = {
  ...{ speed: 0.2, timeShift: 5, bandShift: 3, gain: 6, noise: 2 },
  ...{ masks: 2, maskBands: 5, maskFrames: 9 },
};

/** The value at band 10 of each frame of a picture that is the same in all bands. */
const row = (picture: Float32Array): Float32Array => picture.slice(10 * width, 11 * width);

/** Whether values that should be uniform from low to high are: Kolmogorov and Smirnov's distance, 1 in 10,000. */
function expectUniform(values: number[], low: number, high: number): void {
  const sorted = [...values].sort((a, b) => a - b);
  const distance = Math.max(
    ...sorted.map((value, i) => Math.abs((value - low) / (high - low) - (i + 0.5) / sorted.length)),
  );
  expect(distance).toBeLessThan(2.23 / Math.sqrt(sorted.length));
}

const seeds = Array.from({ length: 400 }, (_, seed) => seed);

describe('augmentPicture', () => {
  test('with nothing asked for is the picture, in other memory', () => {
    const result = augmentPicture(noisy, size, 1);
    expect(result).toEqual(noisy);
    expect(result.buffer).not.toBe(noisy.buffer);
  });

  test('leaves the given picture as it is', () => {
    const before = noisy.slice();
    augmentPicture(noisy, { ...size, ...everything }, 1);
    expect(noisy).toEqual(before);
  });

  test('speed stretches time about the middle by a factor that is uniform around 1', () => {
    const ramp = pictureOf((_, t) => 100 + t);
    const factors = seeds.map((seed) => {
      const result = row(augmentPicture(ramp, { ...size, speed: 0.15 }, seed));
      expect(result[20]).toBe(120);
      const factor = 2 / (result[21] - result[19]);
      // (t - 20) / factor from the middle, and silence beyond the ends.
      const expected = result.map((_, t) => {
        const place = 20 + (t - 20) / factor;
        if (place < 0) return 100 * Math.max(0, place + 1);
        return place > 40 ? 140 * Math.max(0, 41 - place) : 100 + place;
      });
      // Beyond the end a cell falls by 140 within a frame, so that the factor's rounding shows.
      expectAllClose(result, expected, { atol: 0.02 });
      return factor;
    });
    expectUniform(factors, 0.85, 1.15);
  });

  test('timeShift moves the recording later or earlier, silence following it', () => {
    const ramp = pictureOf((_, t) => 100 + t);
    const shifts = seeds.map((seed) => {
      const result = row(augmentPicture(ramp, { ...size, timeShift: 8 }, seed));
      const shift = 120 - result[20];
      const expected = result.map((_, t) => {
        const place = t - shift;
        if (place < 0) return 100 * Math.max(0, place + 1);
        return place > 40 ? 140 * Math.max(0, 41 - place) : 100 + place;
      });
      expectAllClose(result, expected, { atol: 0.01 });
      return shift;
    });
    expectUniform(shifts, -8, 8);
  });

  test('a shift by all of the picture leaves silence', () => {
    const shifted = augmentPicture(
      pictureOf(() => 10),
      { ...size, timeShift: 1e9 },
      4,
    );
    expect(shifted).toEqual(new Float32Array(height * width));
  });

  test('bandShift moves the recording up or down, repeating the bands at the edges', () => {
    const ramp = pictureOf((b) => 100 + b);
    const shifts = seeds.map((seed) => {
      const result = augmentPicture(ramp, { ...size, bandShift: 2 }, seed);
      const shift = 110 - result[10 * width];
      const expected = pictureOf((b) => 100 + Math.min(height - 1, Math.max(0, b - shift)));
      expectAllClose(result, expected, { atol: 1e-4 });
      return shift;
    });
    expectUniform(shifts, -2, 2);
  });

  test('gain adds the same to all that is not silence, down to silence', () => {
    const steps = pictureOf((_, t) => t);
    const gains = seeds.map((seed) => {
      const result = row(augmentPicture(steps, { ...size, gain: 6 }, seed));
      const gain = result[20] - 20;
      expect(result[0]).toBe(0);
      const expected = result.map((_, t) => (t === 0 ? 0 : Math.max(0, t + gain)));
      expectAllClose(result, expected, { atol: 1e-4 });
      return gain;
    });
    expectUniform(gains, -6, 6);
  });

  test('noise is normal, of a deviation that is uniform from 0, and leaves silence alone', () => {
    const halves = pictureOf((b) => (b < 10 ? 0 : 50));
    const deviations = seeds.map((seed) => {
      const result = augmentPicture(halves, { ...size, noise: 2 }, seed);
      expectAllClose(result.subarray(0, 10 * width), new Float32Array(10 * width), {});
      const loud = result.subarray(10 * width);
      const mean = loud.reduce((sum, value) => sum + value - 50, 0) / loud.length;
      const deviation = Math.sqrt(loud.reduce((sum, value) => sum + (value - 50) ** 2, 0) / loud.length);
      expect(Math.abs(mean)).toBeLessThan((5 * deviation) / Math.sqrt(loud.length));
      return deviation;
    });
    expectUniform(deviations, 0, 2);
  });

  test('noise does not fall below silence', () => {
    const faint = augmentPicture(
      pictureOf(() => 0.1),
      { ...size, noise: 20 },
      5,
    );
    expect(Math.min(...faint)).toBe(0);
    expect(Math.max(...faint)).toBeGreaterThan(1);
  });

  test.each([
    ['bands', { maskBands: 4 }, 20],
    ['frames', { maskFrames: 6 }, 41],
  ] as const)('masks are one range of %s, of any width up to the greatest, anywhere', (kind, options, length) => {
    const most = Object.values(options)[0];
    const widths = new Array(most + 1).fill(0);
    const starts: number[] = [];
    for (const seed of Array.from({ length: 2000 }, (_, i) => i)) {
      const result = augmentPicture(
        pictureOf(() => 9),
        { ...size, masks: 1, ...options },
        seed,
      );
      const line = Array.from({ length }, (_, i) => (kind === 'bands' ? result[i * width] : result[i]));
      const whole = pictureOf((b, t) => line[kind === 'bands' ? b : t]);
      expectAllClose(result, whole, {});
      const silent = line.flatMap((value, i) => (value === 0 ? [i] : []));
      widths[silent.length]++;
      if (silent.length === 0) continue;
      expect(silent[silent.length - 1] - silent[0]).toBe(silent.length - 1);
      if (silent.length === most) starts.push(silent[0]);
    }
    const each = 2000 / (most + 1);
    expect(widths.reduce((sum, value) => sum + (value - each) ** 2 / each, 0)).toBeLessThan(25);
    expect(Math.min(...starts)).toBe(0);
    expect(Math.max(...starts)).toBe(length - most);
  });

  test('many masks are as many ranges, and may cover everything', () => {
    const options = { ...size, masks: 60, maskBands: 1, maskFrames: 0 };
    const result = augmentPicture(
      pictureOf(() => 9),
      options,
      1,
    );
    const silent = Array.from({ length: height }, (_, b) => result[b * width]).filter((value) => value === 0);
    expect(silent.length).toBeGreaterThan(10);
    expect(silent.length).toBeLessThanOrEqual(20);
  });

  test('all of it together is what its definition gives', () => {
    for (const seed of seeds.slice(0, 20)) {
      const result = augmentPicture(noisy, { ...size, ...everything }, seed);
      expectAllClose(result, slowly(noisy, everything as Required<AugmentationSpec>, seed), { atol: 1e-4 });
    }
  });

  test('equal seeds give equal pictures, others give others', () => {
    const options = { ...size, ...everything };
    expect(augmentPicture(noisy, options, 7)).toEqual(augmentPicture(noisy, options, 7));
    const sums = seeds.map((seed) => augmentPicture(noisy, options, seed).reduce((sum, value) => sum + value, 0));
    expect(new Set(sums).size).toBe(seeds.length);
  });

  test('a field that is changed leaves what the others do as it was', () => {
    const masks = { masks: 2, maskBands: 5, maskFrames: 9 };
    const loud = pictureOf(() => 30);
    const silence = (spec: AugmentationSpec) => augmentPicture(loud, { ...size, ...spec }, 3).map((v) => Number(v > 0));
    expect(silence({ ...masks, gain: 6, noise: 1, bandShift: 3 })).toEqual(silence(masks));
  });

  test.each([
    ['height must be an integer of at least 1; received 0', { height: 0 }],
    ['width must be an integer of at least 1; received 1.5', { width: 1.5 }],
    ['picture must be of 20 x 40 values; received 820 values', { width: 40 }],
    ['speed must be at least 0 and below 1; received 1', { speed: 1 }],
    ['speed must be at least 0 and below 1; received -0.1', { speed: -0.1 }],
    ['speed must be at least 0 and below 1; received NaN', { speed: Number.NaN }],
    ['timeShift must be a number of at least 0; received NaN', { timeShift: Number.NaN }],
    ['timeShift must be a number of at least 0; received -1', { timeShift: -1 }],
    ['bandShift must be a number of at least 0; received Infinity', { bandShift: Number.POSITIVE_INFINITY }],
    ['gain must be a number of at least 0; received NaN', { gain: Number.NaN }],
    ['noise must be a number of at least 0; received -2', { noise: -2 }],
    ['masks must be an integer of at least 0; received 0.5', { masks: 0.5 }],
    ['maskBands must be a whole number from 0 to 20; received 21', { maskBands: 21 }],
    ['maskBands must be a whole number from 0 to 20; received NaN', { maskBands: Number.NaN }],
    ['maskFrames must be a whole number from 0 to 41; received -1', { maskFrames: -1 }],
  ])('says that %s', (message, options) => {
    expect(() => augmentPicture(noisy, { ...size, ...options }, 1)).toThrow(
      new RangeError(`augmentPicture: ${message}`),
    );
  });

  test('refuses what is no picture, a value that is not finite, and a seed out of range', () => {
    expect(() => augmentPicture([1] as never, size, 1)).toThrow(
      new TypeError('augmentPicture: picture must be a Float32Array; received [object Array]'),
    );
    const broken = noisy.slice();
    broken[5] = Number.NaN;
    expect(() => augmentPicture(broken, size, 1)).toThrow(
      new RangeError('augmentPicture: picture must be finite; received NaN at index 5'),
    );
    expect(() => augmentPicture(noisy, size, Number.NaN)).toThrow(
      new RangeError('augmentPicture: seed must be an integer from 0 to 4294967295; received NaN'),
    );
  });
});

/** Cell by cell, by the formula of the documentation. */
function slowly(picture: Float32Array, spec: Required<AugmentationSpec>, seed: number): Float32Array {
  const { uniform, below, normal } = createRandom('slowly', seed);
  const factor = 1 + spec.speed * (2 * uniform() - 1);
  const [frames, bands, gain] = [spec.timeShift, spec.bandShift, spec.gain].map((most) => most * (2 * uniform() - 1));
  const deviation = spec.noise * uniform();
  const ranges = Array.from({ length: spec.masks }, () => {
    return [height, width].map((length, i) => {
      const count = below([spec.maskBands, spec.maskFrames][i] + 1);
      const start = below(length - count + 1);
      return { start, end: start + count };
    });
  });
  const cell = (b: number, t: number): number =>
    t < 0 || t >= width ? 0 : picture[Math.min(height - 1, Math.max(0, b)) * width + t];
  return pictureOf((b, t) => {
    const band = b - bands;
    const frame = 20 + (t - 20 - frames) / factor;
    const [b0, t0] = [Math.floor(band), Math.floor(frame)];
    const [v, u] = [band - b0, frame - t0];
    const read =
      (1 - v) * ((1 - u) * cell(b0, t0) + u * cell(b0, t0 + 1)) +
      v * ((1 - u) * cell(b0 + 1, t0) + u * cell(b0 + 1, t0 + 1));
    const isMasked = ranges.some(
      ([rows, columns]) => (b >= rows.start && b < rows.end) || (t >= columns.start && t < columns.end),
    );
    return isMasked || read <= 0 ? 0 : Math.max(0, read + gain + deviation * normal());
  });
}
