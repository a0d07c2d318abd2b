import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folders of all packages that are published: every one of the workspace that is not private. */
export function publicPackages() {
  return ['packages', 'apps']
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(root, parent, name)))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }))
    .filter(({ manifest }) => !manifest.private);
}

/**
 * Packs every public package, built before, as it would be published: workspace versions filled in.
 *
 * @returns From a package's name to its tarball.
 */
export async function packAll(directory) {
  const tarballs = new Map();
  for (const { folder, manifest } of publicPackages()) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(root, 'node_modules/pnpm/bin/pnpm.cjs'), 'pack', '--pack-destination', directory, '--json'],
      { cwd: folder, env: { ...process.env, CI: 'true' } },
    );
    tarballs.set(manifest.name, JSON.parse(stdout).filename);
  }
  return tarballs;
}
