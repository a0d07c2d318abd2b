import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readmeExample } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';

const page = new URL('../docs/FROM-PYTHON.md', import.meta.url);
const text = readFileSync(page, 'utf8');
const titles = [...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
const python = process.env.AVER_PYTHON;

describe('docs/FROM-PYTHON.md', () => {
  test.each(titles.map((title, index) => [title, index] as const))(
    '"%s" prints what the page says',
    async (_, index) => {
      const { printed, promised } = await readmeExample(page, index);
      expect(printed).toBe(promised);
    },
  );

  const blocks = [...text.matchAll(/```python\n([\s\S]*?)```[\s\S]*?```text\n([\s\S]*?)```/g)];
  if (!python) console.warn('SKIPPED: the Python blocks of docs/FROM-PYTHON.md; AVER_PYTHON names no Python.');
  test.skipIf(!python).each(titles.map((title, index) => [title, index] as const))(
    '"%s" prints the same in Python',
    (_, index) => {
      const { stdout, stderr } = spawnSync(python as string, ['-c', blocks[index][1]], { encoding: 'utf8' });
      expect(stdout, stderr).toBe(blocks[index][2]);
    },
    120_000,
  );
});
