// Runs the specs that @tensorflow/tfjs-core ships, on its wasm backend as it comes and with the kernels of this package,
// and names what passes on the one and fails on the other:
//   node packages/backend/scripts/tfjs-specs.mjs [--only TEXT] [--json]
// @tensorflow/tfjs-layers ships no specs.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { build } from 'esbuild';

const { only, json } = parseArgs({
  options: { only: { type: 'string', default: '' }, json: { type: 'boolean', default: false } },
}).values;
const here = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const core = dirname(require.resolve('@tensorflow/tfjs-core/package.json'));
const wasm = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));

const entry = `
const required = require('jasmine-core/lib/jasmine-core/jasmine.js');
const jasmine = required.core(required);
const jasmineEnv = jasmine.getEnv({ suppressLoadErrors: true });
Object.assign(globalThis, required.interface(jasmine, jasmineEnv), { jasmine });
jasmine.DEFAULT_TIMEOUT_INTERVAL = 60000;

const { setTestEnvs } = require('${core}/dist/jasmine_util');
require('${core}/dist/public/chained_ops/register_all_chained_ops');
require('${core}/dist/register_all_gradients');
const { setWasmPaths } = require('${wasm}/dist/index');
setWasmPaths('${wasm}/wasm-out/');
setTestEnvs([{ name: 'wasm', backendName: 'wasm', isDataSync: true }]);

(async () => {
  if (process.argv[2] === 'ours') {
    const { ENGINE } = require('${core}/dist/engine');
    await ENGINE.setBackend('wasm');
    require('${here}/src/register-training-kernels').registerTrainingKernels();
  }
  require('${core}/dist/tests');
  const [passed, failed] = [[], {}];
  jasmineEnv.configure({ random: false, specFilter: (spec) => spec.getFullName().includes(process.argv[3] ?? '') });
  jasmineEnv.addReporter({
    specDone({ status, fullName, failedExpectations }) {
      if (status === 'passed') passed.push(fullName);
      if (status === 'failed') failed[fullName] = failedExpectations[0]?.message.split('\\n')[0].slice(0, 200);
    },
    jasmineDone() {
      require('node:fs').writeFileSync(process.argv[4], JSON.stringify({ passed, failed }));
      process.exit(0);
    },
  });
  jasmineEnv.execute();
})();
`;

const folder = await mkdtemp(join(tmpdir(), 'aver-tfjs-specs-'));
try {
  await build({
    stdin: { contents: entry, resolveDir: here, loader: 'js' },
    outfile: join(folder, 'specs.cjs'),
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    external: ['node-fetch', 'string_decoder'],
    // One tfjs-core for the specs, the backend and our kernels.
    alias: { '@tensorflow/tfjs-core': `${core}/dist/index.js` },
    define: { 'import.meta.url': '""' },
    // The specs are imported for their effects alone.
    ignoreAnnotations: true,
    logLevel: 'error',
  });
  const run = async (kernels) => {
    const outcome = join(folder, `${kernels}.json`);
    const options = { cwd: here, maxBuffer: 2 ** 30 };
    await promisify(execFile)(process.execPath, [join(folder, 'specs.cjs'), kernels, only, outcome], options);
    const { passed, failed } = require(outcome);
    return { passed: new Set(passed), failed };
  };
  const [stock, ours] = [await run('stock'), await run('ours')];
  const worse = [...stock.passed].filter((name) => !ours.passed.has(name));
  const better = [...ours.passed].filter((name) => !stock.passed.has(name));
  if (json) {
    const counts = { stock: stock.passed.size, ours: ours.passed.size };
    process.stdout.write(`${JSON.stringify({ ...counts, worse, better }, undefined, 1)}\n`);
  } else {
    process.stdout.write(
      `${stock.passed.size} pass as it comes, ${ours.passed.size} with the kernels of @aver/backend.\n`,
    );
    for (const name of worse) process.stdout.write(`  fails with ours alone: ${name}: ${ours.failed[name]}\n`);
    process.stdout.write(`${better.length} pass with ours alone.\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
