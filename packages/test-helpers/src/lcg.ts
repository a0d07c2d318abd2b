/** The generator that the golden files were made with. */
export interface Lcg {
  /** The next `length` values, uniform in [-0.5, 0.5) times `scale`. */
  array(length: number, scale?: number): Float64Array;
}

/**
 * state = (1664525 * state + 1013904223) mod 2^32; value = (state / 2^32 - 0.5) * scale.
 *
 * @param seed The first state.
 */
export function createLcg(seed: number): Lcg {
  let state = seed >>> 0;
  return {
    array(length, scale = 1) {
      return Float64Array.from({ length }, () => {
        state = (Math.imul(1664525, state) + 1013904223) >>> 0;
        return (state / 2 ** 32 - 0.5) * scale;
      });
    },
  };
}
