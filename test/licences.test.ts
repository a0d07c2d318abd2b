import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const script: string = '../scripts/licences.mjs';
const { isAllowed, refused } = await import(script);

test('licences that bind whoever uses the packages are refused, however they are put', () => {
  for (const one of ['MIT', 'Apache-2.0 AND MIT', '(BSD-3-Clause AND Apache-2.0)', '(MIT OR GPL-3.0)']) {
    expect(isAllowed(one)).toBe(true);
  }
  for (const one of ['GPL-3.0', 'MIT AND GPL-3.0', 'Unknown', '', 'SEE LICENSE IN x', '((MIT) OR ISC)']) {
    expect(isAllowed(one)).toBe(false);
  }
  expect(refused({ MIT: [{ name: 'a', versions: ['1'] }], 'AGPL-3.0': [{ name: 'b', versions: ['2', '3'] }] })).toEqual(
    ['b@2, 3: AGPL-3.0'],
  );
});

test('an install script that is not allowed fails the install, and .ci/run asks for the licences', () => {
  const text = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
  expect(text('pnpm-workspace.yaml')).toContain('strictDepBuilds: true');
  expect(text('.ci/run')).toContain('npm run licences\n');
});
