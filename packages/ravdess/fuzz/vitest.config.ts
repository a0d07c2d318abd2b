import { mergeConfig } from 'vitest/config';
import base from '../../../vitest.config.js';

// `mergeConfig` adds to lists: the tests themselves, and the projects that they are divided into, are not wanted here.
const config = mergeConfig(base, {
  test: {
    coverage: {
      enabled: true,
      provider: 'v8',
      reporter: ['text'],
      reportOnFailure: true,
      include: ['packages/ravdess/src/wav/*.ts'],
    },
  },
});
config.test.include = ['packages/ravdess/fuzz/*.fuzz.ts'];
config.test.projects = undefined;

export default config;
