import { expect, test } from 'vitest';
import { improvementCounter } from '../src/training/improvement-counter.js';

/** After which loss, counted from 1, the training stops; 0 if it goes on. */
function stopOf(losses: number[], tolerance: number | undefined, patience: number): number {
  const improvement = improvementCounter(tolerance, patience);
  return losses.findIndex((loss) => improvement(loss)) + 1;
}

test.each<[string, number[], number | undefined, number, number]>([
  ['a fall by less than the tolerance is none', [1, 0.95, 0.92], 0.1, 1, 3],
  ['but lowers what the next one has to beat', [1, 0.95, 0.87, 0.86, 0.85], 0.1, 1, 3],
  ['a fall by more sets the count back', [1, 0.95, 0.8, 0.79, 0.5], 0.1, 1, 0],
  ['the best loss counts, not the last one', [1, 3, 2, 1.5], 0, 1, 3],
  ['equal to the best is an improvement without a tolerance', [1, 1, 1, 1, 1], 0, 0, 0],
  ['patience is borne, one more is not', [1, 2, 2, 2], 0, 2, 4],
  ['no tolerance never stops', [1, 2, 3, 4, 5], undefined, 0, 0],
])('%s', (_, losses, tolerance, patience, stop) => {
  expect(stopOf(losses, tolerance, patience)).toBe(stop);
});
