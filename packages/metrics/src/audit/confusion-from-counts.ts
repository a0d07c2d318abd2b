import type { Counts } from './find-counts.js';

/**
 * A confusion matrix with the given diagonal and sums of rows and columns.
 *
 * Mistakes are placed one by one, always from or to the class that has most left: its own are then never more than half
 * of what remains, which is all that is needed to place the rest off the diagonal.
 *
 * @param supports Sum of each row.
 * @param counts Diagonal and sum of each column, for which support + predicted - 2 correct <= all mistakes.
 * @returns (classes, classes) counts, row = true class.
 */
export function confusionFromCounts(supports: readonly number[], counts: readonly Counts[]): number[][] {
  const matrix = counts.map(({ correct }, i) => counts.map((_, j) => (i === j ? correct : 0)));
  const missed = counts.map(({ correct }, i) => supports[i] - correct);
  const wrong = counts.map(({ correct, predicted }) => predicted - correct);
  const heaviest = (left: (i: number) => boolean) => {
    let best = -1;
    for (let i = 0; i < counts.length; i++) {
      if (left(i) && (best < 0 || missed[i] + wrong[i] > missed[best] + wrong[best])) best = i;
    }
    return best;
  };
  for (let left = missed.reduce((sum, count) => sum + count, 0); left > 0; left--) {
    const first = heaviest(() => true);
    const [i, j] =
      missed[first] > 0
        ? [first, heaviest((other) => other !== first && wrong[other] > 0)]
        : [heaviest((other) => other !== first && missed[other] > 0), first];
    matrix[i][j]++;
    missed[i]--;
    wrong[j]--;
  }
  return matrix;
}
