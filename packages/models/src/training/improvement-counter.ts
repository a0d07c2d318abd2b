/**
 * Counts the epochs without improvement as scikit-learn does: a loss above best - tolerance counts, any other sets the
 * count back to 0, and a new best is any lower loss.
 *
 * @param tolerance undefined: never stop.
 * @param patience Epochs without improvement that are borne.
 * @returns A function that takes the loss of each epoch and says whether to stop.
 *
 * @see scikit-learn 1.9, `MLPClassifier._update_no_improvement_count`.
 */
export function improvementCounter(tolerance: number | undefined, patience: number): (loss: number) => boolean {
  let best = Infinity;
  let count = 0;
  return (loss) => {
    if (tolerance === undefined) return false;
    count = loss > best - tolerance ? count + 1 : 0;
    best = Math.min(best, loss);
    return count > patience;
  };
}
