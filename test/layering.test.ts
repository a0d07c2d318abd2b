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
      const found = text.matchAll(/(?:(?<!['"])\bfrom|\bimport|\bimport\(|\brequire\()\s*['"]([^'"]+)['"]/g);
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

/** The folders of apps/bench/src, lowest first: each may import those before it. */
const rooms = [
  ...['terminal', 'compute', 'inputs', 'processes', 'rows', 'runs', 'queue'],
  ...['tables', 'card', 'report', 'commands'],
];

/** What is wrong with an import between two rooms; undefined where nothing is. */
function roomProblem(file: string, module: string): string | undefined {
  if (!module.startsWith('.')) return undefined;
  const roomOf = (path: string) => /^\/?apps\/bench\/src\/(?:([^/]+)\/)?/.exec(path)?.[1];
  const [from, to] = [roomOf(file), roomOf(new URL(module, `file:///${file}`).pathname)];
  // The files at the top: the command line and the entries.
  if (from === undefined) return undefined;
  if (!rooms.includes(from)) return `${file}: ${from} is none of the rooms`;
  if (to === undefined) return `${file}: ${from} imports the top, ${module}`;
  return rooms.indexOf(to) > rooms.indexOf(from) ? `${file}: ${from} imports ${to}, ${module}` : undefined;
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

  test("the rooms of apps/bench: imports go down the README's list of folders, and so in no circle", () => {
    const wrong = imports('apps/bench').flatMap(({ file, module }) => roomProblem(file, module) ?? []);
    expect(wrong).toEqual([]);
  });

  test('the rooms: a room that is missing in the list, an import upwards and a circle are found', () => {
    expect(roomProblem('apps/bench/src/attic/a.ts', './b.js')).toMatch(/attic is none of the rooms/);
    expect(roomProblem('apps/bench/src/compute/a.ts', '../tables/b.js')).toMatch(/compute imports tables/);
    expect(roomProblem('apps/bench/src/tables/a.ts', '../compute/b.js')).toBeUndefined();
    expect(roomProblem('apps/bench/src/runs/a.ts', '../cli.js')).toMatch(/runs imports the top/);
  });

  test('the rooms: the README has a line for each, in this order', () => {
    const map = [...readFileSync(`${root}apps/bench/README.md`, 'utf8').matchAll(/^\| `(\w+)\/` \|/gm)].map(
      ([, room]) => room,
    );
    expect(map.reverse()).toEqual(rooms);
    const folders = readdirSync(`${root}apps/bench/src`, { withFileTypes: true }).filter((one) => one.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...rooms].sort());
  });

  test('what is outside apps/bench comes in by its entries', () => {
    const outside = ['scripts', 'benchmarks', 'test', 'examples', 'consumers', 'apps/web', 'packages'];
    const deep = outside.flatMap((folder) =>
      readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.m?[jt]s$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file))
        .filter((file) => /from '[^']*bench\/src/.test(readFileSync(`${root}${folder}/${file}`, 'utf8')))
        .map((file) => `${folder}/${file}`),
    );
    expect(deep).toEqual([]);
  });

  test('the rules see imports at all', () => {
    const modules = imports('packages/models').map(({ module }) => module);
    expect(modules).toContain('@tensorflow/tfjs-core');
    expect(reachable('packages/models').size).toBeGreaterThan(3);
  });
});
