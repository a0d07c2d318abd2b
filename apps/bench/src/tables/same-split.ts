import type { Trial } from '../compute/trial.js';

/** Whether two trials learned from the same recordings, and were tested on the same in the same order. */
export function sameSplit(a: Trial, b: Trial): boolean {
  return (
    a.seed === b.seed &&
    a.data.fingerprint === b.data.fingerprint &&
    JSON.stringify([a.split, a.data.emotions]) === JSON.stringify([b.split, b.data.emotions])
  );
}
