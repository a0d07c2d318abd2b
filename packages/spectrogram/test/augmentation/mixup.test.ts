import { expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { mixup } from '../../src/index.js';

/** A batch whose recordings can be told apart: x_i = 2^i in three places (with a sign), y_i one of `samples` classes. */
function batch(samples: number): { x: Float32Array; y: Float32Array } {
  const x = Float32Array.from({ length: samples * 3 }, (_, i) => (i % 3 === 1 ? -1 : 1) * 2 ** Math.floor(i / 3));
  const y = Float32Array.from({ length: samples ** 2 }, (_, i) => (i % (samples + 1) === 0 ? 1 : 0));
  return { x, y };
}

describe('mixup', () => {
  test('mixes every recording with a partner of a permutation, keeping the larger part, and its targets alike', () => {
    for (let seed = 0; seed < 50; seed++) {
      const { x, y } = batch(6);
      const before = batch(6).x;
      mixup(x, y, { samples: 6, alpha: 1, seed });
      const partners = new Set<number>();
      const shares: number[] = [];
      for (let i = 0; i < 6; i++) {
        const targets = Array.from(y.subarray(i * 6, i * 6 + 6));
        const share = targets[i];
        const partner = targets.findIndex((value, k) => k !== i && value > 0);
        if (partner < 0) {
          expect(share).toBe(1);
          partners.add(i);
          expectAllClose(x.subarray(i * 3, i * 3 + 3), before.subarray(i * 3, i * 3 + 3), { rtol: 1e-6 });
          continue;
        }
        partners.add(partner);
        shares.push(share);
        expect(targets[partner]).toBeCloseTo(1 - share, 6);
        for (let k = 0; k < 3; k++) {
          const mixed = share * before[i * 3 + k] + (1 - share) * before[partner * 3 + k];
          expect(x[i * 3 + k]).toBeCloseTo(mixed, 4);
        }
      }
      expect(partners.size).toBe(6);
      // One share for the batch, the larger one.
      expect(new Set(shares).size).toBeLessThanOrEqual(1);
      for (const share of shares) expect(share).toBeGreaterThanOrEqual(0.5);
    }
  });

  test('every order of three recordings comes about as often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 3000; seed++) {
      const { x, y } = batch(3);
      mixup(x, y, { samples: 3, alpha: 3, seed });
      const order = [0, 1, 2].map((i) => [0, 1, 2].find((k) => k !== i && y[i * 3 + k] > 0) ?? i).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
    expect(chiSquare).toBeLessThan(20.5); // one in a thousand, for five degrees of freedom
  });

  test('the same seed mixes alike, another one otherwise', () => {
    const mixed = (seed: number) => {
      const { x, y } = batch(8);
      mixup(x, y, { samples: 8, alpha: 0.4, seed });
      return { x, y };
    };
    expect(mixed(5)).toEqual(mixed(5));
    expect(mixed(5)).not.toEqual(mixed(6));
  });

  test('a tiny alpha hardly mixes, a huge one mixes half and half', () => {
    for (let seed = 0; seed < 100; seed++) {
      const hardly = batch(2).y;
      mixup(batch(2).x, hardly, { samples: 2, alpha: 1e-6, seed });
      expect(Math.min(...hardly)).toBeLessThan(1e-6);
      const halves = batch(2).y;
      mixup(batch(2).x, halves, { samples: 2, alpha: 1e9, seed });
      if (Math.min(...halves) > 0) expectAllClose(halves, [0.5, 0.5, 0.5, 0.5], { atol: 1e-3 });
    }
  });

  test('a batch of one, and an empty one, stay as they are', () => {
    const { x, y } = batch(1);
    mixup(x, y, { samples: 1, alpha: 1, seed: 1 });
    expect({ x, y }).toEqual(batch(1));
    expect(() => mixup(new Float32Array(0), new Float32Array(0), { samples: 4, alpha: 1, seed: 1 })).not.toThrow();
  });

  test.each([
    ['samples must be an integer of at least 1; received 0', { samples: 0 }],
    ['samples must be an integer of at least 1; received NaN', { samples: Number.NaN }],
    ['x must be of 4 equal parts; received 18 values', { samples: 4 }],
    ['y must be of 6 equal parts; received 35 values', { y: new Float32Array(35) }],
    ['alpha must be a positive number; received 0', { alpha: 0 }],
    ['alpha must be a positive number; received NaN', { alpha: Number.NaN }],
    ['seed must be an integer from 0 to 4294967295; received -1', { seed: -1 }],
    ['seed must be an integer from 0 to 4294967295; received NaN', { seed: Number.NaN }],
    ['x must be finite; received Infinity at index 2', { x: Float32Array.of(0, 0, Number.POSITIVE_INFINITY, 0, 0, 0) }],
    ['y must be finite; received NaN at index 0', { y: new Float32Array(6).fill(Number.NaN) }],
  ])('says that %s', (message, { x, y, ...options }: Record<string, unknown>) => {
    const good = batch(6);
    const call = () =>
      mixup((x ?? good.x) as Float32Array, (y ?? good.y) as Float32Array, {
        samples: 6,
        alpha: 1,
        seed: 1,
        ...options,
      });
    expect(call).toThrow(new RangeError(`mixup: ${message}`));
  });

  test('refuses what is no Float32Array, before it changes anything', () => {
    const { x, y } = batch(2);
    expect(() => mixup([1, 2] as never, y, { samples: 2, alpha: 1, seed: 1 })).toThrow(
      new TypeError('mixup: x must be a Float32Array; received [object Array]'),
    );
    expect(() => mixup(x, undefined as never, { samples: 2, alpha: 1, seed: 1 })).toThrow(
      new TypeError('mixup: y must be a Float32Array; received [object Undefined]'),
    );
    expect({ x, y }).toEqual(batch(2));
  });
});
