import { mix } from './mix.js';

/**
 * A seed of its own for each use of randomness: a hash of the user's seed and a path of numbers (which use, which
 * layer, which step). Never 0, which TensorFlow.js's normal generator takes for "no seed".
 *
 * @returns An integer in [1, 2^32).
 */
export function deriveSeed(seed: number, ...path: number[]): number {
  let hash = mix(seed ^ mix(1));
  for (const part of path) hash = mix(hash + Math.imul(part + 1, 0x9e3779b9));
  return hash >>> 0 || 1;
}
