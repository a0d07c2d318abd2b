import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = readdirSync(`${root}packages`).filter((name) => name !== 'test-helpers');
const apps = readdirSync(`${root}apps`);

/** The floors of the house, from the ground up: an import goes down, never to a neighbour. */
const floors = [
  ['random', 'recognizer-weights'],
  ['backend', 'metrics', 'models', 'optim', 'ravdess', 'spectrogram'],
  ['recognizer'],
];
const floorOf = (name: string) => floors.findIndex((floor) => floor.includes(name));

/** Never published: whoever imports one takes its code into its own build. */
const bundled = ['random'];
const published = packages.filter((name) => !bundled.includes(name));

/** Nothing but data: no sources to build. */
const dataOnly = ['recognizer-weights'];

/** Every module that the sources of a folder name in an import, with the file that names it. */
function imports(folder: string): Array<{ file: string; module: string; isType: boolean }> {
  if (dataOnly.some((name) => folder === `packages/${name}`)) return [];
  return readdirSync(`${root}${folder}/src`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => importsOf(`${folder}/src/${file}`, readFileSync(`${root}${folder}/src/${file}`, 'utf8')));
}

/** The imports of a text; `isType` for those that are gone when it runs. */
function importsOf(file: string, source: string): Array<{ file: string; module: string; isType: boolean }> {
  const text = source.replace(/^\s*(\/?\*|\/\/).*$/gm, '');
  const found = text.matchAll(
    /(?:\b(?:import|export)\s+(type\s)?[^'"();]*\bfrom|\bimport|\bimport\(|\brequire\()\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map(([, type, module]) => ({ file, module, isType: type !== undefined }));
}

/** What a package may not import: what is not below it, but for a neighbour's types. */
function upward(name: string, found = imports(`packages/${name}`)) {
  return found.filter(({ module, isType }) => {
    const [, other] = /^@aver\/([^/]+)/.exec(module) ?? [];
    if (other === undefined) return false;
    const isNeighbour = floorOf(other) === floorOf(name) && other !== name;
    return !(floorOf(other) >= 0 && (floorOf(other) < floorOf(name) || (isType && isNeighbour)));
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
  ...['tables', 'card', 'report', 'exploration', 'commands'],
];

/** What is wrong with an import between two rooms; undefined where nothing is. */
function roomProblem(file: string, module: string): string | undefined {
  if (!module.startsWith('.')) return undefined;
  const roomOf = (path: string) => /^\/?apps\/bench\/src\/(?:([^/]+)\/)?/.exec(path)?.[1];
  const [from, to] = [roomOf(file), roomOf(new URL(module, `file:///${file}`).pathname)];
  // The files at the top: the command line and the entries.
  if (from === undefined) return undefined;
  if (!rooms.includes(from)) return `${file}: ${from} is none of the rooms`;
  // The committed results are data.
  if (to === undefined && module.includes('docs/results/')) return undefined;
  if (to === undefined) return `${file}: ${from} imports the top, ${module}`;
  return rooms.indexOf(to) > rooms.indexOf(from) ? `${file}: ${from} imports ${to}, ${module}` : undefined;
}

describe('the rules of the house', () => {
  test('every package has its floor', () => {
    expect(floors.flat().sort()).toEqual([...packages].sort());
  });

  test.each(packages)('packages/%s imports only from floors below, and no more than types beside it', (name) => {
    expect(upward(name)).toEqual([]);
  });

  test.each([
    ["import { mfcc } from '@aver/spectrogram';", 1],
    ["import {\n  mfcc,\n  type Matrix,\n} from '@aver/spectrogram';", 1],
    ["import '@aver/spectrogram';", 1],
    ["await import('@aver/spectrogram');", 1],
    ["export { mfcc } from '@aver/spectrogram';", 1],
    ["import type { Recognizer } from '@aver/recognizer';", 1],
    ["import { x } from '@aver/test-helpers';", 1],
    ["import { x } from '@aver/backend/node';", 1],
    ["import type { Matrix } from '@aver/spectrogram';", 0],
    ["import type {\n  Matrix,\n} from '@aver/spectrogram';\nimport { x } from './x.js';", 0],
    ["import { mulberry32 } from '@aver/random';", 0],
    ["import { mlp } from '@aver/models';", 1],
  ])('of packages/models, %j breaks it %i times', (source, times) => {
    expect(upward('models', importsOf('planted.ts', source))).toHaveLength(times);
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
      // What an import leaves nothing of, and what the build takes in, the package's users need not install.
      const inBuild = Object.keys(manifest.devDependencies ?? {});
      named.push(...inBuild.filter((module) => bundled.some((name) => module === `@aver/${name}`)));
      const used = imports(folder)
        .filter(({ module, isType }) => !(isType && inBuild.includes(module)))
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

  test.each(published)('packages/%s has the files that every package has', (name) => {
    const files = readdirSync(`${root}packages/${name}`);
    expect(files).toEqual(
      expect.arrayContaining([
        ...['LICENSE', 'README.md', 'package.json', 'test'],
        ...(dataOnly.includes(name) ? ['NOTICE'] : ['src', 'tsconfig.json', 'tsup.config.ts']),
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
