// node benchmarks/recognizer/requests.mjs [--requests 1000] [--at-once 50] [--threads N] [--model FOLDER]
// (after `npm run build`) Files of every kind and garbage, so many at once, through createRecognizerPool: whether each
// gets its answer or its error, memory, and the time within which 95 of 100 are answered beside the ideal of the threads.
// Goal: no crash, memory flat from the 200th to the last, at most 1.5 times the ideal.
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { RecognizerError } from '../../packages/recognizer/dist/index.js';
import { createRecognizerPool } from '../../packages/recognizer/dist/node.js';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000' },
    'at-once': { type: 'string', default: '50' },
    threads: { type: 'string', default: String(availableParallelism()) },
    model: { type: 'string' },
  },
});
const [requests, atOnce, threads] = [values.requests, values['at-once'], values.threads].map(Number);
const golden = (name) =>
  new Uint8Array(readFileSync(new URL(`../../packages/recognizer/test/golden/${name}`, import.meta.url)));

const voice = golden('voice.wav');
const slow = voice.slice();
new DataView(slow.buffer).setUint32(24, 1, true);
const noise = Float32Array.from({ length: 48_000 * 20 }, (_, i) => 0.1 * Math.sin(i * i));
const bytes = (content, name) => (pool) => pool.recognizeBytes(content, { name });

/** What is asked, and whether an answer is due. */
const kinds = [
  [bytes(voice), true],
  ...['tones.wav', 'tones.mp3', 'tones.flac', 'tones.ogg', 'tones.opus'].map((name) => [bytes(golden(name)), true]),
  [bytes(voice.subarray(0, 40_000)), true], // cut off
  [(pool) => pool.recognize(noise, 48_000), true],
  [(pool) => pool.recognize(noise, 44_101), true],
  [bytes(new TextEncoder().encode('not a sound'), 'a text'), false],
  [bytes(slow, 'a header of 1 Hz'), false],
  [bytes(golden('tones.opus').subarray(0, 60), 'the beginning of a file'), false],
  [bytes(new Uint8Array(0), 'nothing'), false],
  [(pool) => pool.recognize(new Float32Array(16_000).fill(Number.NaN), 16_000), false],
  [(pool) => pool.recognizeFile('no-such-file.wav'), false],
];

/** Asks once; throws where the outcome is not the one that is due. */
async function ask(pool, i) {
  const [request, isAnswered] = kinds[i % kinds.length];
  const started = performance.now();
  const outcome = await request(pool).catch((error) => error);
  const isRight = isAnswered
    ? Array.isArray(outcome.probabilities)
    : outcome instanceof RecognizerError || outcome instanceof RangeError || outcome.name === 'RangeError';
  if (!isRight) throw new Error(`request ${i}: ${outcome.stack ?? outcome}`);
  return performance.now() - started;
}

// One at a time in one thread: what the mean request costs.
const single = await createRecognizerPool({ folder: values.model, threads: 1 });
let alone = 0;
for (let i = 0; i < 4 * kinds.length; i++) {
  const time = await ask(single, i);
  if (i >= kinds.length) alone += time / (3 * kinds.length);
}
await single.close();

const pool = await createRecognizerPool({ folder: values.model, threads });
const megabytes = () => Math.round(process.memoryUsage.rss() / 1e6);
const times = [];
let resident200 = 0;
let next = 0;
const before = process.cpuUsage().user;
const started = performance.now();
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (next < requests) {
      times.push(await ask(pool, next++));
      if (times.length === 200) resident200 = megabytes();
    }
  }),
);
const seconds = (performance.now() - started) / 1000;
const computed = (process.cpuUsage().user - before) / 1000 / requests;
const resident = megabytes();
await pool.close();

// In a queue of so many, each waits for all before it.
const ideal = (atOnce * alone) / threads;
const p95 = times.sort((a, b) => a - b)[Math.floor(0.95 * (times.length - 1))];
console.log(
  `load ${loadavg()[0].toFixed(1)}: ${requests} requests, ${atOnce} at once, ${threads} threads: all as they should be, in ` +
    `${seconds.toFixed(1)} s; alone one takes ${alone.toFixed(1)} ms (of the processor's time ${computed.toFixed(1)} ms), 95 of 100 took ${p95.toFixed(0)} ms, ` +
    `${(p95 / ideal).toFixed(2)} times the ideal ${ideal.toFixed(0)} ms; resident ${resident200} MB after 200, ` +
    `${resident} MB at the end`,
);
