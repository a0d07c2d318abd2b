// The three lines in other runtimes, which npm brings for Linux on x64: each answers as the Node.js that runs this.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const runtimes = {
  'Node.js 22': ['node_modules/node22/bin/node'],
  'Node.js 24': ['node_modules/node24/bin/node'],
  Bun: ['node_modules/@oven/bun-linux-x64/bin/bun'],
  Deno: ['node_modules/@deno/linux-x64-glibc/deno', 'run', '--allow-all'],
};
const answer = (command, ...args) =>
  JSON.parse(execFileSync(command, [...args, 'three-lines.mjs'], { encoding: 'utf8', timeout: 120_000 }));

const said = answer(process.execPath);
const here = Object.entries(runtimes).filter(([, [command]]) => existsSync(command));
for (const [name, command] of here) {
  const { label, probabilities } = answer(...command);
  assert.equal(label, said.label, name);
  for (const [i, { probability }] of probabilities.entries()) {
    const off = Math.abs(probability - said.probabilities[i].probability);
    assert.ok(off <= 1e-6, `${name}: ${said.probabilities[i].label} is off by ${off}`);
  }
}
const names = here.map(([name]) => name).join(', ');
console.log(names ? `the same as Node.js ${process.versions.node} in ${names}` : 'SKIPPED: no other runtime is here');
