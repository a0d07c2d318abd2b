/** The least and the most that one window counts: 0.01 and 0.99, so that none is surer than 99 to 1. */
const leastProbability = 0.01;
/** What is left of a sum that came back to 0. */
const rounding = 1e-9;

/**
 * Keeps a label until others have spoken up long enough, so that it does not flicker: for each label the log of its
 * probability over that of the present one is summed from window to window, from 0 up, and the label whose sum exceeds
 * `smoothing` takes over, from the window on where its sum began. A window counts for at most log(99) = 4.6, and takes as
 * much away: with a smoothing above that one window alone changes nothing, and answers that alternate never do.
 *
 * @param smoothing What must be exceeded; with 0 every window has its own label.
 * @returns A function of a window's probabilities and its number, larger from call to call, which gives the place of the
 *   present label and the window since when.
 * @see Page, Continuous inspection schemes, Biometrika 41 (1954), section 2: the cumulative sum test
 */
export function steadyLabel(
  smoothing: number,
): (probabilities: number[], window: number) => { index: number; since: number } {
  let index = -1;
  let since = 0;
  let sums: number[] = [];
  let starts: number[] = [];
  return (probabilities, window) => {
    const logs = probabilities.map((p) => Math.log(Math.min(Math.max(p, leastProbability), 1 - leastProbability)));
    if (index < 0) [index, since] = [largest(probabilities), window];
    for (const [i, log] of logs.entries()) {
      if (!(sums[i] > rounding)) [sums[i], starts[i]] = [0, window];
      sums[i] = Math.max(0, sums[i] + log - logs[index]);
    }
    const next = largest(sums);
    if (sums[next] > smoothing) {
      [index, since] = [next, starts[next]];
      [sums, starts] = [[], []];
    }
    return { index, since };
  };
}

/** The first of the largest. */
function largest(values: number[]): number {
  return values.reduce((best, value, i) => (value > values[best] ? i : best), 0);
}
