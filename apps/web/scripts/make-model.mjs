// Makes the model that ships with the page: trains a CNN-2D on the built-in synthetic voices through aver-bench, and
// writes its weights in half precision to public/models/synthetic. About ten minutes on a free core.
//   node apps/web/scripts/make-model.mjs [RESULTS]     RESULTS: where aver-bench keeps its trials and finds them again
//
// The setting is the ablation that learns on these voices; the paper's own (Spek's picture, bytes 0..255, Adam 0.005)
// stays at guessing there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const target = fileURLToPath(new URL('../public/models/synthetic', import.meta.url));
const results = process.argv[2] ?? (await mkdtemp(join(tmpdir(), 'aver-model-')));

const setting = ['--data', 'synthetic', '--recipe', 'printed', '--rows', 'gray, scaled, rate 0.001'];
const amount = ['--profile', 'paper', '--epochs', '30', '--seeds', '1', '--jobs', '1', '--backend', 'wasm'];
const bench = ['--import', 'tsx', 'apps/bench/src/cli.ts', 'ablations', ...setting, ...amount, '--out', results];
const { status } = spawnSync(process.execPath, bench, {
  cwd: root,
  env: { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.json' },
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);

const [model] = await readdir(join(results, 'models'));
const source = join(results, 'models', model);
const card = JSON.parse(await readFile(join(source, 'aver.json'), 'utf8'));
const trial = JSON.parse(await readFile(join(results, 'trials', `${card.trial.key}.json`), 'utf8'));
const right = trial.predictions.filter(({ yTrue, yPred }) => yTrue === yPred).length;
const note =
  `Learned from ${trial.trainCount} synthetic voices: it has never heard a human voice, and cannot be expected to ` +
  `understand one. Of ${trial.testCount} other synthetic recordings of the same speakers it gets ${right} right.`;

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const { labels, input, inputScale } = card;
await writeFile(
  join(target, 'aver.json'),
  `${JSON.stringify({ labels, input, inputScale, note, trial: card.trial }, null, 2)}\n`,
);
await writeHalfPrecision(source, target);
process.stdout.write(`${target}\n${note}\n`);

/** The same model with every weight as a float16, which TensorFlow.js turns back into float32 when it loads. */
async function writeHalfPrecision(from, to) {
  const json = JSON.parse(await readFile(join(from, 'model.json'), 'utf8'));
  const [{ paths, weights }] = json.weightsManifest;
  const bytes = await readFile(join(from, paths[0]));
  const halves = Uint16Array.from(new Float32Array(new Uint8Array(bytes).buffer), toHalf);
  const name = `weights-${createHash('sha256').update(halves).digest('hex').slice(0, 16)}.bin`;
  for (const spec of weights) spec.quantization = { dtype: 'float16', original_dtype: 'float32' };
  json.weightsManifest = [{ paths: [name], weights }];
  await writeFile(join(to, name), halves);
  await writeFile(join(to, 'model.json'), JSON.stringify(json));
}

/** The bits of the nearest float16, ties to even; weights are far from its limits. */
function toHalf(value) {
  const magnitude = Math.abs(value);
  const sign = value < 0 ? 0x8000 : 0;
  // Steps between neighbours: 2^-24 below 2^-14, else 2^-10 of the power of two below.
  const exponent = Math.max(-14, Math.floor(Math.log2(magnitude)));
  const steps = magnitude / 2 ** (exponent - 10);
  let rounded = Math.round(steps);
  if (Math.abs(steps - Math.floor(steps)) === 0.5 && rounded % 2 === 1) rounded--;
  if (!(rounded < 2048 || exponent < 15)) throw new RangeError(`toHalf: value must be below 65504; received ${value}`);
  return sign | (magnitude === 0 ? 0 : ((exponent + 14) << 10) + rounded);
}
