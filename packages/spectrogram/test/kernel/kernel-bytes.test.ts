import { expect, test } from 'vitest';
import { kernelBytes } from '../../src/kernel/kernel-bytes.js';

test('the committed bytes are what the sources in assembly/ compile to', async () => {
  const { compileKernel } = await import('../../scripts/build-kernel.js');
  expect(Buffer.from(await compileKernel()).toString('base64')).toBe(kernelBytes);
});
