import { kernel } from '../../src/kernel/kernel.js';
import synthetic from '../golden/features-synthetic.json' with { type: 'json' };
import { type Comparison, goldenComparisons } from '../golden/golden-comparisons.js';
import { type GoldenFile, goldenSignals } from '../golden/golden-signals.js';

/** What golden.test.ts has a page of the browser do. */
export default function run(): { hasKernel: boolean; comparisons: Comparison[] } {
  const files: GoldenFile[] = synthetic.files;
  const comparisons = files.flatMap((golden) => {
    const samples = goldenSignals[golden.name]();
    return goldenComparisons(golden, samples).map(({ name, actual, expected, ...tolerance }) => ({
      name: `${golden.name}: ${name}`,
      // Typed arrays are no JSON.
      actual: Array.from(actual),
      expected: Array.from(expected),
      ...tolerance,
    }));
  });
  return { hasKernel: kernel() !== undefined, comparisons };
}
