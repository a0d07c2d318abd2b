// npm run fuzz -- [--seconds N] [--seed N]: mutated files and values for everything that takes what strangers made.
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.js';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } },
});
const counts = await fuzz({ seconds: Number(values.seconds), seed: Number(values.seed) });
let total = 0;
for (const [name, { inputs, taken, refused, slowestMilliseconds }] of Object.entries(counts)) {
  total += inputs;
  console.log(
    `${name}: ${inputs} inputs, ${taken} taken, ${refused} refused, slowest ${slowestMilliseconds.toFixed(1)} ms`,
  );
}
console.log(`${total} inputs, seed ${values.seed}, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`);
