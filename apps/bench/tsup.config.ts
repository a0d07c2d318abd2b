import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'tsup';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

export default defineConfig({
  entry: ['src/cli.ts', 'src/worker.ts'],
  format: 'esm',
  target: 'es2022',
  clean: true,
  define: { AVER_VERSION: JSON.stringify(`${version}-${sourceHash()}`) },
});

/** A hash of every source that a result depends on: the packages' and the bench's own. */
function sourceHash(): string {
  const folders = readdirSync('../../packages').map((name) => join('../../packages', name, 'src'));
  const hash = createHash('sha256');
  for (const folder of [...folders, 'src'].sort()) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 8);
}
