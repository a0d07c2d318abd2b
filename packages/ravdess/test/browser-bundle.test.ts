import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** What a web page gets that imports these names. */
async function bundle(code: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    alias: {
      '@aver/random': fileURLToPath(new URL('../../random/src/index.ts', import.meta.url)),
      '@aver/ravdess/synthetic': fileURLToPath(new URL('../src/synthetic.ts', import.meta.url)),
      '@aver/ravdess/node': fileURLToPath(new URL('../src/node.ts', import.meta.url)),
      '@aver/ravdess': fileURLToPath(new URL('../src/index.ts', import.meta.url)),
    },
    absWorkingDir: fileURLToPath(new URL('../../../', import.meta.url)),
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

test.each([
  ["import { parseFilename } from '@aver/ravdess'; console.log(parseFilename('03-01-03-01-01-01-20.wav').emotion);"],
  ["import * as everything from '@aver/ravdess'; console.log(everything.parseFilename, Object.keys(everything));"],
  ["import { synthesize } from '@aver/ravdess/synthetic'; console.log(synthesize);"],
])('a page that has %s gets no Node module and no package beside this one and the generator', async (code) => {
  const { text, files } = await bundle(code);
  expect(files.filter((file) => !/^(<stdin>|packages\/(ravdess|random)\/src\/)/.test(file))).toEqual([]);
  expect(files.filter((file) => /\/(listing|download)\//.test(file))).toEqual([]);
  expect(text).not.toMatch(/node:|require\(|\bBuffer\b|\bprocess\b/);
});

test('parseFilename alone is a few kilobytes, and works as bundled', async () => {
  const { text } = await bundle("export { parseFilename } from '@aver/ravdess';");
  expect(text.length).toBeLessThan(6000);
  const { parseFilename } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  expect(parseFilename('03-01-03-01-01-01-20.wav')).toMatchObject({ emotion: 'happy', actor: 20 });
});

test('the Node part does not bundle for a page, so that this test can fail', async () => {
  await expect(bundle("export { listRecordings } from '@aver/ravdess/node';")).rejects.toThrow(
    /Could not resolve "node:/,
  );
});
