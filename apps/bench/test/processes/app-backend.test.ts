import { createRequire } from 'node:module';
import type { BackendError } from '@aver/backend';
import { expect, test } from 'vitest';
import { prepareAppBackend } from '../../src/processes/app-backend.js';

test('tfjs-node computes, or nothing of it is loaded', async ({ skip }) => {
  const outcome = await prepareAppBackend('node').catch((error: BackendError) => error);
  if ('reason' in outcome) skip('tfjs-node has its binary here');
  expect(['NODE_ABSENT', 'NODE_BROKEN']).toContain((outcome as BackendError).code);
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  expect(loaded.filter((file) => file.includes('tfjs-node') || file.includes('node-pre-gyp'))).toEqual([]);
});
