import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** What a web page gets that imports these names; TensorFlow.js is its own. */
async function bundle(code: string) {
  const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: source('.'), loader: 'ts' },
    alias: {
      '@aver/random': source('../../random/src/index.ts'),
      '@aver/models/speech-embedding': source('../src/speech-embedding.ts'),
      '@aver/models': source('../src/index.ts'),
    },
    absWorkingDir: source('../../../'),
    external: ['@tensorflow/*'],
    bundle: true,
    // Where a Node module does not exist: an import of one is an error.
    platform: 'browser',
    format: 'esm',
    minify: true,
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return { text: outputFiles[0].text, files: Object.keys(metafile.inputs) };
}

test('a page that imports the main entry gets no weights', async () => {
  const { text, files } = await bundle("import * as models from '@aver/models'; console.log(models);");
  expect(files).toContain('packages/models/src/speech-embedding/floored-leaky-relu.ts');
  expect(files.filter((file) => /half\.ts$/.test(file))).toEqual([]);
  expect(text.length).toBeLessThan(100_000);
});

test('a page that imports the speech embedding gets its weights, and no Node module', async () => {
  const { text, files } = await bundle("export { speechEmbedding } from '@aver/models/speech-embedding';");
  expect(files.filter((file) => !/^(<stdin>|packages\/models\/src\/speech-embedding)/.test(file))).toEqual([]);
  expect(text.length).toBeGreaterThan(1_300_000);
  expect(text).not.toMatch(/node:|require\(|\bBuffer\b|\bprocess\b/);
});
