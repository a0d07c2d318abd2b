import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';

// Tests run against the sources: tsconfig.json's `paths` is the one list of where each package's source is.
const { compilerOptions } = JSON.parse(readFileSync(new URL('tsconfig.json', import.meta.url), 'utf8'));
const alias = Object.entries<string[]>(compilerOptions.paths).map(([name, [source]]) => ({
  find: new RegExp(`^${name}$`),
  replacement: fileURLToPath(new URL(source, import.meta.url)),
}));

// `README.md?example=2` is the third js block of a README as a module, so that a test can run it.
const readmeExamples: Plugin = {
  name: 'readme-examples',
  enforce: 'pre',
  load(id) {
    const [, file, index] = /^(.*\.md)\?example=(\d+)$/.exec(id) ?? [];
    if (!file) return null;
    return [...readFileSync(file, 'utf8').matchAll(/```js\n([\s\S]*?)```/g)][Number(index)]?.[1] ?? null;
  },
};

/** Packages without TensorFlow.js, whose tests leave nothing behind: a process takes them one after another. */
const light = ['packages/{metrics,random,ravdess,spectrogram,test-helpers}/test/**/*.test.ts'];

export default defineConfig({
  plugins: [readmeExamples],
  resolve: { alias },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // What takes 20 s where nothing else runs may do so on a machine five times slower, or as busy: it ends all the same.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'light', include: light, isolate: false } },
      {
        extends: true,
        test: {
          name: 'heavy',
          include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...light, '**/node_modules/**'],
          globalSetup: 'apps/bench/test/build-cli.ts',
        },
      },
    ],
  },
});
