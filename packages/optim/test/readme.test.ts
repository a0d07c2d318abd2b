import { readmeExample } from '@aver/test-helpers';
import { expect, test } from 'vitest';

test('the example in the README prints what it says', async () => {
  const { printed, promised } = await readmeExample(new URL('../README.md', import.meta.url));
  expect(printed).toBe(promised);
});
