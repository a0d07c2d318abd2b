// The sweep, then once more: the second run finds every result and prints the same.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const run = () => spawnSync(process.execPath, ['sweep.js'], { encoding: 'utf8' });
const first = run();
assert.equal(first.status, 0, first.stderr);
assert.equal(first.stdout.trim().split('\n').length, 3);
assert.equal(readdirSync('results/trials').length, 9);
const second = run();
assert.equal(second.stdout, first.stdout);
assert.doesNotMatch(second.stderr, /Training/);
console.log(first.stdout.trim().split('\n')[1]);
