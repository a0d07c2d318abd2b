import { deriveSeed } from '../../randomness/derive-seed.js';
import { shuffledOrder } from '../../randomness/shuffled-order.js';

/**
 * Divides samples into those to train on and those held back, drawn by the seed.
 *
 * @param samples How many there are.
 * @param share Of them are held back, rounded, at least one; 0 holds none back.
 * @returns Numbers of samples, ascending.
 */
export function validationSplit(
  samples: number,
  share: number,
  seed: number,
): { training: Uint32Array; heldBack: Uint32Array } {
  const order = shuffledOrder(samples, deriveSeed(seed, 2));
  const count = heldBackCount(samples, share);
  return { training: order.slice(count).sort(), heldBack: order.slice(0, count).sort() };
}

/** How many samples a share of them is. */
export function heldBackCount(samples: number, share: number): number {
  return share === 0 ? 0 : Math.max(1, Math.round(samples * share));
}
