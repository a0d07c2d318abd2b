/**
 * Scatters a 32-bit integer one to one over all of them, so that neighbours come to lie far apart.
 *
 * @param bits An integer; its lowest 32 bits count.
 * @returns A signed 32-bit integer.
 * @see A. Appleby, MurmurHash3, fmix32
 */
export function murmurFinish(bits: number): number {
  let state = bits | 0;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return state ^ (state >>> 16);
}
