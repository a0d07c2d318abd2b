import { readFileSync } from 'node:fs';
import { expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { binomialCdf } from '../../src/distributions/binomial-cdf.js';
import { chiSquareTail } from '../../src/distributions/chi-square-tail.js';
import { incompleteBeta } from '../../src/distributions/incomplete-beta.js';
import { incompleteGamma } from '../../src/distributions/incomplete-gamma.js';
import { logGamma } from '../../src/distributions/log-gamma.js';
import { normalCdf } from '../../src/distributions/normal-cdf.js';
import { normalQuantile } from '../../src/distributions/normal-quantile.js';
import { studentTQuantile } from '../../src/distributions/student-t-quantile.js';
import { studentTTail } from '../../src/distributions/student-t-tail.js';

// golden/distributions.json: mpmath at 60 digits. Each row is the arguments, then the value.
const golden: Record<string, number[][]> = JSON.parse(
  readFileSync(new URL('../golden/distributions.json', import.meta.url), 'utf8'),
);

function expectGolden(name: string, compute: (...values: number[]) => number, rtol: number): void {
  const rows = golden[name];
  expect(rows.length).toBeGreaterThan(10);
  expectAllClose(
    rows.map((row) => compute(...row.slice(0, -1))),
    rows.map((row) => row.at(-1) as number),
    { rtol, atol: 1e-300 },
  );
}

describe('special functions agree with mpmath', () => {
  test('normalQuantile', () => expectGolden('normal_quantile', normalQuantile, 2e-15));
  test('logGamma', () => {
    // Near its zeros at 1 and 2 the logarithm keeps absolute digits only.
    const rows = golden.log_gamma;
    expectAllClose(
      rows.map(([x]) => logGamma(x)),
      rows.map(([, value]) => value),
      { rtol: 2e-15, atol: 1e-14 },
    );
  });
  test('incompleteBeta', () => expectGolden('incomplete_beta', incompleteBeta, 5e-13));
  test('incompleteGamma', () => expectGolden('incomplete_gamma', incompleteGamma, 5e-13));
  test('normalCdf', () => expectGolden('normal_cdf', normalCdf, 5e-13));
  test('chiSquareTail', () => expectGolden('chi_square_tail', chiSquareTail, 5e-13));
  test('binomialCdf', () => expectGolden('binomial_cdf', binomialCdf, 2e-12));
  test('studentTTail', () => expectGolden('student_t_tail', studentTTail, 1e-12));
  test('studentTQuantile', () => expectGolden('student_t_quantile', studentTQuantile, 1e-12));
});

describe('at the edges', () => {
  test('quantiles are infinite at 0 and 1 and NaN outside', () => {
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY]);
    expect([-0.1, 1.1, Number.NaN].map(normalQuantile)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect([0, 1, Number.NaN].map((p) => studentTQuantile(p, 3))).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect([studentTQuantile(0.5, 3), studentTQuantile(0.9, 0)]).toEqual([0, Number.NaN]);
  });

  test('functions are NaN outside of their domain', () => {
    expect([logGamma(0), logGamma(-1), logGamma(Number.NaN)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect([incompleteBeta(-0.1, 1, 1), incompleteBeta(0.5, 0, 1)]).toEqual([Number.NaN, Number.NaN]);
    expect([incompleteGamma(0, 1), incompleteGamma(1, -1), incompleteGamma(1, Number.NaN)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect([incompleteGamma(2, 0), incompleteGamma(2, Number.POSITIVE_INFINITY)]).toEqual([1, 0]);
    expect([normalCdf(Number.NEGATIVE_INFINITY), normalCdf(Number.POSITIVE_INFINITY)]).toEqual([0, 1]);
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
  });
});
