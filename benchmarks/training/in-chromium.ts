// The same training in a page of Chromium, each measurement in a page of its own:
//   npx tsx benchmarks/training/in-chromium.ts [--workloads a,b] [--backends wasm,wasm-relaxed] [--steps N] [--repetitions N]
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, openChromium } from '@aver/test-helpers/browser';
import { build } from 'esbuild';
import type { PageTimes } from './chromium-page.js';

const { values } = parseArgs({
  options: {
    workloads: { type: 'string', default: 'cnn2d-notebook,cnn1d-four,spectrogram-cnn,batch-normalisation' },
    backends: { type: 'string', default: 'wasm,wasm-relaxed' },
    steps: { type: 'string', default: '5' },
    repetitions: { type: 'string', default: '3' },
  },
});
const executablePath = chromium();
if (!executablePath) process.exit(1);
const root = fileURLToPath(new URL('../..', import.meta.url));

// tfjs-backend-wasm's own files, which a page fetches: a page that is served by nobody has them in their addresses.
const names = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];
const fromBackend = createRequire(new URL('packages/backend/package.json', `file://${root}`));
const wasmPaths: Record<string, string> = {};
for (const name of names) {
  const bytes = await readFile(fromBackend.resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}`));
  wasmPaths[name] = `data:application/wasm;base64,${bytes.toString('base64')}`;
}

const { outputFiles } = await build({
  stdin: {
    contents: `import { measureInPage } from './benchmarks/training/chromium-page.ts'; globalThis.measureInPage = measureInPage;`,
    resolveDir: root,
  },
  bundle: true,
  write: false,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  tsconfig: `${root}/tsconfig.json`,
  logLevel: 'error',
});
const browser = await openChromium(executablePath);
console.log(`${cpus()[0].model} x ${cpus().length}, load ${loadavg()[0].toFixed(1)}, Chromium ${browser.version()}`);
try {
  for (const workload of values.workloads.split(',')) {
    const medians = new Map<string, number[]>();
    for (let i = 0; i < Number(values.repetitions); i++) {
      for (const backend of values.backends.split(',')) {
        const page = await browser.newPage();
        await page.addScriptTag({ content: outputFiles[0].text });
        const { times } = (await page.evaluate(
          (args) =>
            (globalThis as unknown as { measureInPage(...args: unknown[]): Promise<PageTimes> }).measureInPage(...args),
          [backend, workload, Number(values.steps), wasmPaths] as unknown[],
        )) as PageTimes;
        medians.set(backend, [...(medians.get(backend) ?? []), median(times)]);
        await page.close();
      }
    }
    const shown = [...medians].map(([backend, times]) => `${backend} ${median(times).toPrecision(3)} ms`);
    console.log(`${workload}: ${shown.join(', ')}`);
  }
} finally {
  await browser.close();
}

function median(times: number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
}
