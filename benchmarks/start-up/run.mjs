// node benchmarks/start-up/run.mjs [--runs 15]     (after `npm run build`)
// How long importing each entry takes, in a new process each time, beside an empty module. Goal: under 20 ms for
// @aver/metrics and @aver/ravdess.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '15' } } });
const packages = fileURLToPath(new URL('../../packages', import.meta.url));
const entries = readdirSync(packages)
  .map((name) => ({ name, manifest: JSON.parse(readFileSync(`${packages}/${name}/package.json`, 'utf8')) }))
  .filter(({ manifest }) => !manifest.private)
  .flatMap(({ name, manifest }) =>
    Object.entries(manifest.exports)
      .filter(([path]) => path !== './package.json')
      .map(([path, { default: file }]) => ({
        entry: manifest.name + path.slice(1),
        url: pathToFileURL(`${packages}/${name}/${file}`).href,
      })),
  );
entries.unshift({ entry: 'an empty module', url: 'data:text/javascript,' });

const times = new Map(entries.map(({ entry }) => [entry, []]));
// In turn, so that what else the machine does meets all of them.
for (let run = 0; run < Number(values.runs); run++) {
  for (const { entry, url } of entries) times.get(entry).push(importTime(url));
}
console.log(
  `Node ${process.version}, ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}, median of ${values.runs} runs`,
);
for (const [entry, all] of times) {
  const sorted = all.sort((a, b) => a - b);
  console.log(`${sorted[sorted.length >> 1].toFixed(1).padStart(8)} ms  ${entry}`);
}

function importTime(url) {
  const code = `const t = performance.now(); await import(${JSON.stringify(url)}); console.log(performance.now() - t);`;
  return Number(spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout);
}
