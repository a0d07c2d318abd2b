import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { type AugmentationSpec, augmentPicture, logMelSpectrogram, mixup } from '../../src/index.js';
import { readGolden } from './read-golden.js';

/** Every step-th value of a flattened result. */
interface Kept {
  length: number;
  step: number;
  values: number[];
}

const golden = readGolden('log-mel.json') as unknown as {
  pictures: Array<Kept & { rate: number; seconds: number; options: object }>;
  augmentations: Array<Kept & { seed: number; options: AugmentationSpec }>;
  shares: Array<{ alpha: number; quantiles: number[]; values: number[]; mean: number }>;
};

function expectKept(actual: Float32Array, { length, step, values }: Kept, atol: number): void {
  expect(actual.length).toBe(length);
  expectAllClose(
    Array.from({ length: Math.ceil(length / step) }, (_, i) => actual[i * step]),
    values,
    { atol },
  );
}

// Silence, a rising tone with an overtone and a little noise, silence.
function signal(rate: number, seconds: number): Float32Array {
  const noise = createLcg(7).array(rate * seconds);
  return Float32Array.from(noise, (value, n) => {
    const t = n / rate;
    const isInside = t >= 0.4 && t < seconds - 0.5;
    const level = isInside ? Math.sin((Math.PI * (t - 0.4)) / (seconds - 0.9)) ** 2 : 0;
    const tone =
      Math.sin(2 * Math.PI * (200 * t + 300 * t * t)) + 0.3 * Math.sin(2 * Math.PI * (2100 * t + 100 * t * t));
    const hum = 0.0001 * Math.sin(2 * Math.PI * 500 * t);
    return level * (0.2 * tone + (rate === 16000 ? 0.05 * value : 0)) + hum;
  });
}

describe('logMelSpectrogram', () => {
  for (const { rate, seconds, options, ...kept } of golden.pictures) {
    test(`${seconds} s at ${rate} Hz, ${JSON.stringify(options)}: librosa's decibels`, () => {
      const { data } = logMelSpectrogram(signal(rate, seconds), rate, options);
      // librosa works in float32. Another rate is reached there by soxr, whose filter is a little different.
      expectKept(data, kept, rate === 16000 ? 1e-3 : 0.05);
    });
  }
});

describe('augmentPicture', () => {
  const height = 24;
  const width = 50;
  const picture = Float32Array.from({ length: height * width }, (_, i) => {
    const t = i % width;
    const b = (i - t) / width;
    return Math.max(0, 40 * Math.sin(0.3 * b + 0.2 * t) + 20 * Math.cos(0.11 * b * t) + 15);
  });

  for (const { seed, options, ...kept } of golden.augmentations) {
    test(`${JSON.stringify(options)} is scipy's interpolation`, () => {
      expectKept(augmentPicture(picture, { height, width, ...options }, seed), kept, 1e-4);
    });
  }
});

describe('mixup', () => {
  test.each(golden.shares)(
    'shares for alpha $alpha have the quantiles and the mean of the beta distribution',
    (beta) => {
      const shares = Float64Array.from({ length: 4000 }, (_, seed) => {
        // Two recordings, 0 and 1: the first becomes 1 - share where they are mixed. Where they are not, nothing is known.
        const x = Float32Array.of(0, 1);
        mixup(x, Float32Array.of(0, 0), { samples: 2, alpha: beta.alpha, seed });
        return x[0] === 0 ? Number.NaN : x[1];
      }).filter((share) => !Number.isNaN(share));
      shares.sort();
      expect(shares.length).toBeGreaterThan(500);
      // Five standard errors of a share of the values.
      const tolerance = 5 * Math.sqrt(0.25 / shares.length);
      beta.quantiles.forEach((quantile, i) => {
        const below = shares.filter((share) => share <= beta.values[i]).length / shares.length;
        expect(Math.abs(below - quantile)).toBeLessThan(tolerance);
      });
      const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      expect(Math.abs(mean - beta.mean)).toBeLessThan((5 * 0.2) / Math.sqrt(shares.length));
    },
  );
});
