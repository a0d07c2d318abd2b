import { readmeExample } from '@aver/test-helpers';
import { expect, test } from 'vitest';

test("the README's example prints what the README says", async () => {
  const { printed, promised } = await readmeExample(new URL('../README.md', import.meta.url));
  expect(printed).toBe(promised);
});
