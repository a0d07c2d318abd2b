// How long a model folder takes from a WAV file to a label, after loading: run.ts MODEL FILE.wav [--backend wasm]
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { prepareBackend } from '@aver/backend';
import { readAudio } from '@aver/ravdess';
import { loadRecognizer } from '@aver/recognizer/node';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { backend: { type: 'string', default: 'wasm' } },
});
const [folder, file] = positionals;
if (file === undefined) {
  process.stderr.write('expected a model folder and a WAV file\n');
  process.exit(2);
}

const { reason } = await prepareBackend(values.backend as 'wasm');
const recognizer = await loadRecognizer(folder);

const times: number[] = [];
for (let i = 0; i < 101; i++) {
  const started = performance.now();
  const { samples, sampleRate } = readAudio(readFileSync(file));
  await recognizer.recognize(samples, sampleRate);
  times.push(performance.now() - started);
}
const [first, ...others] = times;
const sorted = others.slice(10).sort((a, b) => a - b);
const at = (share: number): string => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1);
console.log(`${reason}: first ${first.toFixed(1)} ms, then median ${at(0.5)} ms (p10 ${at(0.1)}, p90 ${at(0.9)})`);
