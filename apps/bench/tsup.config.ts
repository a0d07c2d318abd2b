import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'tsup';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

// Left out is what only looks at results, or puts into a trial what its key holds anyway: a better page or one more
// statistic must not make a day of computing void.
const afterwards = ['card', 'commands', 'queue', 'report', 'rows', 'tables', 'terminal'];
const resultSources = [
  ...foldersOf('../../packages', ['metrics', 'test-helpers']).map((folder) => join(folder, 'src')),
  ...foldersOf('src', afterwards),
];

export default defineConfig({
  entry: { cli: 'src/cli.ts', index: 'src/index.ts', worker: 'src/processes/worker.ts' },
  dts: { entry: 'src/index.ts' },
  format: 'esm',
  target: 'es2022',
  clean: true,
  define: {
    AVER_VERSION: JSON.stringify(`${version}-${sourceHash(resultSources)}`),
    AVER_INPUTS: JSON.stringify(sourceHash(['../../packages/ravdess/src', '../../packages/spectrogram/src'])),
  },
});

function foldersOf(parent: string, except: string[]): string[] {
  const entries = readdirSync(parent, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !except.includes(entry.name))
    .map(({ name }) => join(parent, name));
}

/** A hash of every source in some folders: all that a result depends on, or all that an input depends on. */
function sourceHash(folders: string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders.sort()) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 8);
}
