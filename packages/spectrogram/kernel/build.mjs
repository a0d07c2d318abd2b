// Compiles frame-pairs.as.ts and writes its bytes, as base64, into src/fft/frame-pair-bytes.ts:
//
//   node packages/spectrogram/kernel/build.mjs
//
// AssemblyScript comes through npx, in this one version, so that a second run gives the same bytes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('frame-pairs.as.ts', import.meta.url));
const wasm = join(mkdtempSync(join(tmpdir(), 'frame-pairs-')), 'frame-pairs.wasm');
const options = ['--enable', 'simd', '--runtime', 'stub', '--noAssert', '-O3', '--initialMemory', '1'];
execFileSync('npx', ['-y', '-p', 'assemblyscript@0.28.20', 'asc', source, '--outFile', wasm, ...options], {
  stdio: 'inherit',
});
const base64 = readFileSync(wasm).toString('base64');
const lines = base64.match(/.{1,110}/g).map((line) => `  '${line}'`);
writeFileSync(
  fileURLToPath(new URL('../src/fft/frame-pair-bytes.ts', import.meta.url)),
  `/** kernel/frame-pairs.as.ts, compiled by kernel/build.mjs, as base64. */\nexport const framePairBytes =\n${lines.join(' +\n')};\n`,
);
