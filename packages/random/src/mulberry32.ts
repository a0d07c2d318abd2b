/**
 * A stream of integers from 0 to 2^32 - 1 that its seed alone decides, from 32 bits of state. Divided by 2^32 they are
 * uniform in [0, 1).
 *
 * @param seed An integer; its lowest 32 bits count.
 * @returns A function that gives the next integer.
 * @see T. Ettinger's mulberry32
 * @example
 * const next = mulberry32(1);
 * next() / 2 ** 32; // 0.6270739405881613
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (bits ^ (bits >>> 14)) >>> 0;
  };
}
