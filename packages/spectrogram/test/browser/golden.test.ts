import { chromium, runInChromium } from '@aver/test-helpers/browser';
import { describe, expect, test } from 'vitest';
import { expectComparisons } from '../golden/expect-comparisons.js';
import { goldenComparisons } from '../golden/golden-comparisons.js';
import { goldenSignals } from '../golden/golden-signals.js';
import { readGolden } from '../golden/read-golden.js';
import type run from './golden-page.js';

const browser = chromium();

describe.skipIf(!browser)('in Chromium', () => {
  test("every feature of the synthetic signals is librosa's", { timeout: 120_000 }, async () => {
    const page = new URL('golden-page.ts', import.meta.url);
    const { hasKernel, comparisons } = (await runInChromium(browser as string, page)) as ReturnType<typeof run>;
    expect(hasKernel).toBe(true);
    // As many as here, so that none was lost on the way.
    const { files } = readGolden('features-synthetic.json');
    const here = files.flatMap((golden) => goldenComparisons(golden, goldenSignals[golden.name]()));
    expect(comparisons.length).toBe(here.length);
    expectComparisons(comparisons);
  });
});
