import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readmeExample } from '@aver/test-helpers';
import { expect, test } from 'vitest';

/** What a model says of a voice is its own: the form alone is promised. */
const form = (text: string) =>
  text.replace(/(?<=^ {2}label: )'[^']+'/m, 'LABEL').replace(/\d+\.\d+(e-\d+)?/g, 'NUMBER');

test("the README's three lines print what the README says", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aver-three-lines-'));
  const before = process.cwd();
  try {
    await copyFile(new URL('golden/voice.wav', import.meta.url), join(folder, 'voice.wav'));
    process.chdir(folder);
    const { printed, promised } = await readmeExample(new URL('../README.md', import.meta.url));
    expect(form(printed)).toBe(form(promised));
  } finally {
    process.chdir(before);
    await rm(folder, { recursive: true });
  }
});
