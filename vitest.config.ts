import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';

// Tests run against the sources: tsconfig.json's `paths` is the one list of where each package's source is.
const { compilerOptions } = JSON.parse(readFileSync(new URL('tsconfig.json', import.meta.url), 'utf8'));
const alias = Object.entries<string[]>(compilerOptions.paths).map(([name, [source]]) => ({
  find: new RegExp(`^${name}$`),
  replacement: fileURLToPath(new URL(source, import.meta.url)),
}));

// `README.md?example` is the README's first js block as a module, so that a test can run it.
const readmeExamples: Plugin = {
  name: 'readme-examples',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith('README.md?example')) return null;
    return /```js\n([\s\S]*?)```/.exec(readFileSync(id.slice(0, -'?example'.length), 'utf8'))?.[1] ?? null;
  },
};

export default defineConfig({
  plugins: [readmeExamples],
  resolve: { alias },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
  },
});
