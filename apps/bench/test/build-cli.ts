import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The command line, built from the sources as they are now. */
    averBenchCli: string;
    /** The same as a module that exports `runCli`, beside the file of its workers. */
    averBenchModule: string;
  }
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Leaves what is not ours where it is: it is imported from the very file that the importing package has. */
const othersStay: Plugin = {
  name: 'others-stay',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path: name, importer, resolveDir, kind, pluginData }) => {
      if (name.startsWith('@aver/') || isBuiltin(name) || pluginData === othersStay.name || !importer) return undefined;
      const found = await resolve(name, { importer, resolveDir, kind, pluginData: othersStay.name });
      // An optional one that is not there fails when it is imported, as it would unbuilt.
      return { path: found.errors.length > 0 ? name : pathToFileURL(found.path).href, external: true };
    });
  },
};

/**
 * Builds the command line once for all tests that start it, a hundred times: from a few files it starts in a third of the
 * time that hundreds of sources take.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outdir = await mkdtemp(join(tmpdir(), 'aver-bench-cli-'));
  await writeFile(join(outdir, 'package.json'), '{ "type": "module" }');
  const bundle = () =>
    build({
      entryPoints: {
        cli: path('../src/cli.ts'),
        'run-cli': path('../src/run-cli.ts'),
        worker: path('../src/processes/worker.ts'),
      },
      outdir,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'es2022',
      tsconfig: path('../../../tsconfig.json'),
      plugins: [othersStay],
      logLevel: 'error',
    });
  await bundle();
  project.provide('averBenchCli', join(outdir, 'cli.js'));
  project.provide('averBenchModule', pathToFileURL(join(outdir, 'run-cli.js')).href);
  project.onTestsRerun(async () => void (await bundle()));
  return () => rm(outdir, { recursive: true, force: true });
}
