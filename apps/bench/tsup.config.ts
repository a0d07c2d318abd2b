import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsup';
import { inputSources, resultSources, sourceHash } from './source-hash.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const root = fileURLToPath(new URL('../..', import.meta.url));
const library = { index: 'src/index.ts', queue: 'src/queue.ts', report: 'src/report.ts' };

export default defineConfig({
  entry: { cli: 'src/cli.ts', worker: 'src/processes/worker.ts', ...library },
  dts: { entry: library },
  format: 'esm',
  target: 'es2022',
  clean: true,
  define: {
    AVER_VERSION: JSON.stringify(`${version}-${sourceHash(root, resultSources)}`),
    AVER_INPUTS: JSON.stringify(sourceHash(root, inputSources)),
  },
});
