import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const { compilerOptions } = JSON.parse(readFileSync(`${root}tsconfig.json`, 'utf8'));
const entries = Object.entries<string[]>(compilerOptions.paths).filter(
  ([name]) => !/^@aver\/(bench|random|test-helpers)/.test(name),
);
const packages = [...new Set(entries.map(([entry]) => entry.split('/')[1]))];

describe.each(packages)('packages/%s/README.md', (name) => {
  const readme = readFileSync(`${root}packages/${name}/README.md`, 'utf8');
  const own = entries.filter(([entry]) => entry.split('/')[1] === name);

  test('names every function, class and constant that the package exports', async () => {
    const missing: string[] = [];
    for (const [, [file]] of own) {
      for (const exported of Object.keys(await import(`${root}${file}`))) {
        if (!new RegExp(`\\b${exported}\\b`).test(readme)) missing.push(exported);
      }
    }
    expect(missing).toEqual([]);
  });

  test('names in its API tables nothing that the package does not export', async () => {
    const modules = await Promise.all(own.map(([, [file]]) => import(`${root}${file}`)));
    const exported = new Set(modules.flatMap((module) => Object.keys(module)));
    const tables = readme.matchAll(/^\| (?:function|name)\b.*\n\|[-|]+\n((?:\|.*\n)+)/gm);
    const named = [...tables]
      .flatMap(([, rows]) => rows.split('\n'))
      .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(?:new )?(\w+)/g)].map(([, word]) => word));
    // The optimizers' table names the names of a spec, which are no exports.
    const specNames = ['sgd', 'adagrad', 'rmsprop', 'adam'];
    expect(named.filter((word) => !exported.has(word) && !specNames.includes(word))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });

  test('is at most 80 lines', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(80);
  });
});
