import { deriveSeed } from './derive-seed.js';
import { mix } from './mix.js';

/**
 * The numbers 0 to count - 1 in an order that depends on the seed alone (Fisher and Yates).
 *
 * @param count How many.
 * @param seed An integer from 0 to 2^32 - 1.
 */
export function shuffledOrder(count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const key = deriveSeed(seed);
  for (let i = count - 1; i > 0; i--) {
    const random = mix(key + Math.imul(i, 0x9e3779b9)) >>> 0;
    const j = Math.floor((random / 2 ** 32) * (i + 1));
    const other = order[j];
    order[j] = order[i];
    order[i] = other;
  }
  return order;
}
