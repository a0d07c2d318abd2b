import { defineConfig } from 'tsup';

export default defineConfig({
  // The worker is started by its file's name, beside node.js.
  entry: { index: 'src/index.ts', node: 'src/node.ts', 'pool-worker': 'src/node/pool-worker.ts' },
  format: 'esm',
  target: 'es2022',
  dts: true,
  clean: true,
});
