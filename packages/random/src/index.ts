/**
 * The seeded generator that the packages share.
 *
 * @module @aver/random
 */

export { mulberry32 } from './mulberry32.js';
export { murmurFinish } from './murmur-finish.js';
export { requireSeed } from './require-seed.js';
