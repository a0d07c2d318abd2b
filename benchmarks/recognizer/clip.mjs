// node benchmarks/recognizer/clip.mjs [FILE.wav] [--model FOLDER] [--backend NAME]     (after `npm run build`)
// How long a file takes to become an answer: the first of a new process, with all that it must load, and, after a warm-up,
// one like another.
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepareBackend } from '../../packages/backend/dist/index.js';
import { loadRecognizer } from '../../packages/recognizer/dist/node.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { model: { type: 'string' }, backend: { type: 'string', default: 'auto' } },
});
const backend = new URL('../../packages/backend/dist/index.js', import.meta.url).href;
const entry = new URL('../../packages/recognizer/dist/node.js', import.meta.url).href;
const voice = fileURLToPath(new URL('../../packages/recognizer/test/golden/voice.wav', import.meta.url));
const [file = voice] = positionals;

const cold = Array.from({ length: 5 }, () => {
  const model = values.model === undefined ? '' : JSON.stringify(values.model);
  const lines = `import { prepareBackend } from '${backend}';
    import { loadRecognizer } from '${entry}';
    await prepareBackend('${values.backend}');
    await (await loadRecognizer(${model})).recognizeFile(${JSON.stringify(file)});`;
  const started = performance.now();
  execFileSync(process.execPath, ['--input-type=module', '-e', lines]);
  return performance.now() - started;
});

const { name } = await prepareBackend(values.backend);
const recognizer = await loadRecognizer(values.model);
const warm = [];
let before = process.cpuUsage().user;
for (let i = 0; i < 111; i++) {
  if (i === 11) before = process.cpuUsage().user;
  const started = performance.now();
  await recognizer.recognizeFile(file);
  if (i > 10) warm.push(performance.now() - started);
}
const computed = (process.cpuUsage().user - before) / 1000 / warm.length;
const at = (times, share) => times.sort((a, b) => a - b)[Math.floor(share * (times.length - 1))].toFixed(0);
console.log(
  `${recognizer.name} on ${name}, load ${loadavg()[0].toFixed(1)}: first answer of a new process ${at(cold, 0.5)} ms ` +
    `(${at(cold, 0)} to ${at(cold, 1)}), then median ${at(warm, 0.5)} ms (p10 ${at(warm, 0.1)}, p90 ${at(warm, 0.9)}), ` +
    `${computed.toFixed(0)} ms of the processor's time`,
);
