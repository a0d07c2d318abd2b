// node benchmarks/recognizer/hour.mjs [--minutes 60] [--model FOLDER]     (after `npm run build`)
// An hour of sound at 48,000 Hz, pushed second by second through createListener: how fast, in how much memory. Goal: 50
// times as fast as it sounds, and memory that does not depend on the length.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createListener } from '../../packages/recognizer/dist/index.js';
import { loadRecognizer } from '../../packages/recognizer/dist/node.js';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, model: { type: 'string' } },
});
const seconds = 60 * Number(values.minutes);
const sampleRate = 48_000;

/** A second of something like speech: a buzz whose pitch and loudness change, in noise; always in the same array. */
const chunk = new Float32Array(sampleRate);
let state = 1;
let phase = 0;
function nextSecond(second) {
  for (let i = 0; i < chunk.length; i++) {
    const t = second + i / sampleRate;
    phase += (120 + 40 * Math.sin(0.7 * t)) / sampleRate;
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    const buzz = 2 * (phase % 1) - 1;
    chunk[i] = 0.2 * (1 + Math.sin(9 * t)) * buzz + 0.01 * (state / 2 ** 32 - 0.5);
  }
  return chunk;
}

const recognizer = await loadRecognizer(values.model);
const listener = createListener(recognizer, sampleRate);
const megabytes = () => Math.round(process.memoryUsage.rss() / 1e6);
const seen = [];
let windows = 0;
let spent = 0;
let computed = 0;
const processor = () => process.cpuUsage().user / 1000;
for (let second = 0; second < seconds; second++) {
  const sound = nextSecond(second);
  const [started, before] = [performance.now(), processor()];
  windows += (await listener.push(sound)).length;
  spent += performance.now() - started;
  computed += processor() - before;
  if (second % Math.ceil(seconds / 6) === 0) seen.push(megabytes());
}
windows += (await listener.end()).length;
console.log(
  `${recognizer.name}, load ${loadavg()[0].toFixed(1)}: ${seconds / 60} minutes in ${(spent / 1000).toFixed(1)} s, ` +
    `${((1000 * seconds) / spent).toFixed(0)} times as fast as they sound ` +
    `(${((1000 * seconds) / computed).toFixed(0)} by the processor's own time), ${windows} windows; ` +
    `resident ${[...seen, megabytes()].join(', ')} MB on the way`,
);
