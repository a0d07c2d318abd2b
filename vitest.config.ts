import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

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

/**
 * Tests that neither see nor leave a trace: a process takes them one after another, and loads once what they need. Not what
 * needs nothing loaded or a backend without our kernels, nor what measures memory, nor what is long enough to begin early.
 */
const light = [
  'packages/{metrics,optim,random,ravdess,test-helpers}/test/**/*.test.ts',
  'packages/models/test/**/!(missing-gradient).test.ts',
  'packages/recognizer/test/**/!(shipped-model).test.ts',
  'packages/spectrogram/test/**/!(kernel|picture).test.ts',
  'apps/bench/test/{exploration,rows,tables,terminal}/**/*.test.ts',
  'apps/bench/test/compute/**/!(synthetic-corpus).test.ts',
];

/** What takes longest, longest first. */
const long = [
  'apps/web/test/page',
  'apps/bench/test/commands/table3-command',
  'apps/bench/test/queue/queue-commands',
  'apps/bench/test/commands/tour-command',
  'apps/bench/test/queue/queue-faults',
  'apps/bench/test/report/report-in-chromium',
  'apps/bench/test/report/report-command',
  'apps/bench/test/commands/train-command',
  'apps/bench/test/commands/run-command',
  'test/committed-number',
  'apps/bench/test/commands/file-commands',
  'test/no-growth',
  'test/recognizer-training',
  'apps/bench/test/compute/synthetic-corpus',
  'apps/bench/test/queue/queue-strangers',
  'packages/backend/test/processes',
  'apps/bench/test/commands/fetch-command',
  'apps/bench/test/inputs/interrupted-inputs',
];

/** Begins with what takes longest, so that no process works on alone while the other has nothing left. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = long.findIndex((part) => moduleId.includes(`/${part}.test.ts`));
      return place < 0 ? long.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  plugins: [readmeExamples],
  resolve: { alias },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // What takes 20 s where nothing else runs may do so on a machine ten times slower, or as busy: it ends all the same.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    projects: [
      { extends: true, test: { name: 'light', include: light, isolate: false } },
      {
        extends: true,
        test: {
          name: 'heavy',
          include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...light, '**/node_modules/**'],
          globalSetup: 'apps/bench/test/build-cli.ts',
          // What that builds is run as it is.
          server: { deps: { external: [/\/aver-bench-cli-/] } },
        },
      },
    ],
  },
});
