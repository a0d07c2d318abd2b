import { requireFinite, requireInteger, requirePositive } from '../require-argument.js';
import { createRandom, type Random } from './create-random.js';

export interface MixupOptions {
  /** Recordings in the batch. */
  samples: number;
  /** Shape of the distribution of the share: near 0 little is mixed, at 1 every share is equally likely. */
  alpha: number;
  /** A whole number from 0 to 2^32 - 1. Equal ones mix equally. */
  seed: number;
}

/**
 * Mixes every recording of a batch, and what is to be answered for it, with another one, in place:
 * x_i = l x_i + (1 - l) x_p(i) and y_i = l y_i + (1 - l) y_p(i), with a permutation p and one share l for the batch, drawn
 * from Beta(alpha, alpha) and, where it is below 1/2, replaced by 1 - l, so that each recording keeps the larger part.
 *
 * @param x samples * n values, recording after recording. Changed.
 * @param y samples * classes values, the targets of the recordings. Changed.
 * @throws TypeError when x or y is no Float32Array.
 * @throws RangeError for a number of samples that does not divide them, values that are not finite, an alpha that is not
 * positive, or another seed.
 * @see Zhang, Cisse, Dauphin and Lopez-Paz (2018), mixup: Beyond Empirical Risk Minimization, with one share for a batch as
 * in its authors' program
 * @example
 * mixup(pictures, targets, { samples: 32, alpha: 0.2, seed: 1 });
 */
export function mixup(x: Float32Array, y: Float32Array, { samples, alpha, seed }: MixupOptions): void {
  requireInteger('mixup', 'samples', samples);
  requireBatch('x', x, samples);
  requireBatch('y', y, samples);
  requirePositive('mixup', 'alpha', alpha);
  const random = createRandom('mixup', seed);

  const share = largerShare(alpha, random);
  const partners = permutation(samples, random);
  mixWithin(x, partners, share);
  mixWithin(y, partners, share);
}

function requireBatch(name: string, values: Float32Array, samples: number): void {
  const tag = Object.prototype.toString.call(values);
  if (tag !== '[object Float32Array]') throw new TypeError(`mixup: ${name} must be a Float32Array; received ${tag}`);
  if (values.length % samples !== 0) {
    throw new RangeError(`mixup: ${name} must be of ${samples} equal parts; received ${values.length} values`);
  }
  requireFinite('mixup', name, values);
}

/**
 * The larger of l and 1 - l for l from Beta(alpha, alpha): 1/2 + 1 / (2 sqrt(1 + 1 / ((u^(-1 / alpha) - 1) cos^2(2 pi v)))).
 *
 * @see Devroye (1996), Random Variate Generation in One Line of Code, on the symmetric beta distribution
 */
function largerShare(alpha: number, random: Random): number {
  const u = 1 - random.uniform();
  const v = random.uniform();
  return 0.5 + 0.5 / Math.sqrt(1 + 1 / ((u ** (-1 / alpha) - 1) * Math.cos(2 * Math.PI * v) ** 2));
}

// Fisher and Yates's shuffle of 0 .. count - 1.
function permutation(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

function mixWithin(values: Float32Array, partners: Int32Array, share: number): void {
  const before = values.slice();
  const size = values.length / partners.length;
  partners.forEach((partner, sample) => {
    const to = sample * size;
    const from = partner * size;
    for (let i = 0; i < size; i++) values[to + i] = share * before[to + i] + (1 - share) * before[from + i];
  });
}
