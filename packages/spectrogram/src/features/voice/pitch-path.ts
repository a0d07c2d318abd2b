/** Finds the likeliest path through voiced and unvoiced pitch bins. */
export interface PitchPath {
  /** The next frame: the probability of each voiced bin, and of a voice at all. */
  add(voiced: Float64Array, voicedProb: number): void;
  /** After all frames: the bin of each, plus the number of bins where there is no voice. */
  states(): Uint32Array;
}

/** librosa adds the smallest normal float64 to a probability before its logarithm. */
const tiny = 2 ** -1022;

/**
 * Viterbi decoding over `bins` voiced and as many unvoiced states. From bin to bin the probability is a triangle of `width`
 * bins, scaled so that each row adds to 1, times switchProb where the voice begins or ends and 1 - switchProb elsewhere;
 * what the triangle leaves out has the probability `tiny`.
 *
 * Of steps outside the triangle only the one from the best state can win, so that a frame costs bins times width.
 *
 * @see librosa 0.11.0, sequence.viterbi, transition_local (window 'triangle'), transition_loop
 */
export function pitchPath({
  frames,
  bins,
  width,
  switchProb,
}: {
  frames: number;
  bins: number;
  width: number;
  switchProb: number;
}): PitchPath {
  // Where a triangle of even width lies about its bin depends on how librosa centres it among the bins.
  const first = -Math.floor(width / 2) + (width % 2 === 0 && bins % 2 === 0 ? 1 : 0);
  const triangle = Array.from({ length: width }, (_, m) => Math.min(m + 1, width - m) - (width % 2 === 0 ? 0.5 : 0));
  const logs = [1 - switchProb, switchProb].map((share) => {
    const table = new Float64Array(bins * width);
    for (let from = 0; from < bins; from++) {
      const inside = triangle.map((_, m) => from + first + m >= 0 && from + first + m < bins);
      const sum = triangle.reduce((total, value, m) => total + (inside[m] ? value : 0), 0);
      for (let m = 0; m < width; m++) {
        // Of all bins that lead to one, from the lowest on, side by side.
        const to = from + first + m;
        if (inside[m]) table[to * width + width - 1 - m] = Math.log((share * triangle[m]) / sum + tiny);
      }
    }
    return table;
  });
  const outside = Math.log(tiny);
  const start = Math.log(1 / (2 * bins) + tiny);

  const cameFrom = new Uint32Array(frames * 2 * bins);
  let values = new Float64Array(2 * bins);
  let next = new Float64Array(2 * bins);
  let t = 0;

  const indexOfLargest = () => values.reduce((best, value, state) => (value > values[best] ? state : best), 0);

  return {
    add(voiced, voicedProb) {
      const unvoiced = Math.log((1 - voicedProb) / bins + tiny);
      const best = indexOfLargest();
      for (let state = 0; state < 2 * bins; state++) {
        const isVoiced = state < bins;
        const to = isVoiced ? state : state - bins;
        const observed = isVoiced ? Math.log(voiced[to] + tiny) : unvoiced;
        if (t === 0) {
          next[state] = observed + start;
          continue;
        }
        const lowest = to - first - width + 1;
        const low = Math.max(0, lowest);
        const high = Math.min(bins - 1, to - first);
        let value = Number.NEGATIVE_INFINITY;
        let from = 0;
        for (const side of [0, bins]) {
          const table = logs[(side === 0) === isVoiced ? 0 : 1];
          for (let bin = low, i = to * width + low - lowest; bin <= high; bin++, i++) {
            const candidate = values[side + bin] + table[i];
            if (candidate > value) {
              value = candidate;
              from = side + bin;
            }
          }
        }
        const far = values[best] + outside;
        if (!(value > far || (value === far && from < best))) {
          value = far;
          from = best;
        }
        next[state] = observed + value;
        cameFrom[t * 2 * bins + state] = from;
      }
      [values, next] = [next, values];
      t++;
    },
    states() {
      const states = new Uint32Array(frames);
      states[frames - 1] = indexOfLargest();
      for (let t = frames - 1; t > 0; t--) states[t - 1] = cameFrom[t * 2 * bins + states[t]];
      return states;
    },
  };
}
