import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = readdirSync(`${root}packages`).filter((name) => name !== 'test-helpers');
const apps = readdirSync(`${root}apps`);

/** Every module that the sources of a folder name in an import, with the file that names it. */
function imports(folder: string): Array<{ file: string; module: string }> {
  return readdirSync(`${root}${folder}/src`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(`${root}${folder}/src/${file}`, 'utf8').replace(/^\s*(\/?\*|\/\/).*$/gm, '');
      const found = text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*['"]([^'"]+)['"]/g);
      return [...found].map(([, module]) => ({ file: `${folder}/src/${file}`, module }));
    });
}

/** The files of a package that its `.` entry reaches through relative imports. */
function reachable(folder: string): Set<string> {
  const all = imports(folder);
  const seen = new Set([`${folder}/src/index.ts`]);
  for (const file of seen) {
    for (const { module } of all.filter((one) => one.file === file && one.module.startsWith('.'))) {
      const { pathname } = new URL(module.replace(/\.js$/, '.ts'), `file:///${file}`);
      seen.add(pathname.slice(1));
    }
  }
  return seen;
}

describe('the rules of the house', () => {
  test.each(packages)('packages/%s imports no other package of ours', (name) => {
    expect(imports(`packages/${name}`).filter(({ module }) => module.startsWith('@aver/'))).toEqual([]);
  });

  test.each(['ravdess', 'spectrogram', 'metrics'])('packages/%s knows no TensorFlow', (name) => {
    expect(imports(`packages/${name}`).filter(({ module }) => module.startsWith('@tensorflow/'))).toEqual([]);
  });

  test.each(packages)('what packages/%s exports from its main entry imports no Node module', (name) => {
    const files = reachable(`packages/${name}`);
    expect(imports(`packages/${name}`).filter((one) => files.has(one.file) && one.module.startsWith('node:'))).toEqual(
      [],
    );
  });

  test.each(packages)('packages/%s never chooses a backend unasked: only backend imports one', (name) => {
    const backends = /^@tensorflow\/tfjs-(backend-|node)/;
    const found = imports(`packages/${name}`).filter(({ module }) => backends.test(module));
    if (name !== 'backend') expect(found).toEqual([]);
  });

  test.each([...packages.map((name) => `packages/${name}`), ...apps.map((name) => `apps/${name}`)])(
    '%s imports only what its package.json names',
    (folder) => {
      const manifest = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8'));
      const named = Object.keys({
        ...manifest.dependencies,
        ...manifest.peerDependencies,
        ...manifest.optionalDependencies,
      });
      const used = imports(folder)
        .map(({ module }) => module)
        .filter((module) => !module.startsWith('.') && !module.startsWith('node:'))
        .map((module) =>
          module
            .split('/')
            .slice(0, module.startsWith('@') ? 2 : 1)
            .join('/'),
        );
      expect(used.filter((module) => !named.includes(module))).toEqual([]);
    },
  );

  test.each(packages)('packages/%s has the files that every package has', (name) => {
    const files = readdirSync(`${root}packages/${name}`);
    expect(files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'package.json',
        'src',
        'test',
        'tsconfig.json',
        'tsup.config.ts',
      ]),
    );
    expect(readFileSync(`${root}packages/${name}/README.md`, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(
      80,
    );
  });

  test('the rules see imports at all', () => {
    const modules = imports('packages/models').map(({ module }) => module);
    expect(modules).toContain('@tensorflow/tfjs-core');
    expect(reachable('packages/models').size).toBeGreaterThan(3);
  });
});
