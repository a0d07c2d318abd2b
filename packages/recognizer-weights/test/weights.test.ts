import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readmeExample } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import weights from '../index.js';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** What scripts/pack-weights.mjs makes of a folder with these files. */
async function packed(files: Record<string, object | Uint8Array>): Promise<string> {
  // Where TypeScript does not look.
  const { packedWeights } = await import(/* @vite-ignore */ path('../../../scripts/pack-weights.mjs'));
  const folder = await mkdtemp(join(tmpdir(), 'aver-weights-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), content instanceof Uint8Array ? content : JSON.stringify(content, null, 2));
    }
    return packedWeights(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('the module is at most 2 MB', async () => {
  expect((await stat(path('../index.js'))).size).toBeLessThanOrEqual(2_000_000);
});

test('the module is, to the byte, what pack-weights makes of the folder that it holds', async () => {
  const { card, model } = weights;
  const files = { 'aver.json': card, 'model.json': model, 'weights.bin': Buffer.from(weights.weights, 'base64') };
  expect((await packed(files)) === (await readFile(path('../index.js'), 'utf8'))).toBe(true);
});

test('several files of weights become one', async () => {
  const [one, two] = ['one', 'two'].map((name) => ({ name, shape: [1], dtype: 'uint8' }));
  const manifest = [
    { paths: ['1.bin'], weights: [one] },
    { paths: ['2.bin'], weights: [two] },
  ];
  const text = await packed({
    'aver.json': { labels: ['a', 'b'] },
    'model.json': { format: 'layers-model', weightsManifest: manifest },
    '1.bin': Uint8Array.of(1),
    '2.bin': Uint8Array.of(2),
  });
  const [, content] = /\nexport default (.*);\n$/.exec(text) ?? [];
  expect(JSON.parse(content)).toEqual({
    card: { labels: ['a', 'b'] },
    model: { format: 'layers-model', weightsManifest: [{ paths: ['weights.bin'], weights: [one, two] }] },
    weights: Buffer.of(1, 2).toString('base64'),
  });
});

test("the README's example prints what the README says", async () => {
  const { printed, promised } = await readmeExample(new URL('../README.md', import.meta.url));
  expect(printed).toBe(promised);
});
