// `npx aver-bench` as installed: one small table, and the answers to wrong use.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const run = (...args) =>
  spawnSync('npx', ['--no-install', 'aver-bench', ...args], { encoding: 'utf8', shell: process.platform === 'win32' });

const { status, stdout, stderr } = run('table3', '--seeds', '1', '--epochs', '1', '--json');
assert.equal(status, 0, stderr);
const { rows } = JSON.parse(stdout);
assert.equal(rows.length, 3);
assert.ok(existsSync('aver-results'));

const predicted = run('predict', 'voice.wav', '--csv');
assert.equal(predicted.status, 0, predicted.stderr);
assert.match(predicted.stdout, /^file,label,.*\nvoice\.wav,\w/);

const wrong = run('table3', '--data', 'no-such-folder');
assert.equal(wrong.status, 2);
assert.match(wrong.stderr, /no-such-folder/);
// What the queue runs on is not installed with the bench.
for (const args of [['worker'], ['status'], ['table3']]) {
  const queue = run(...args, '--queue', 'redis://127.0.0.1:1');
  assert.equal(queue.status, 2, queue.stderr);
  assert.match(queue.stderr, /^aver-bench: --queue: .* npm install bullmq@6 ioredis@6 .*\n$/);
}
console.log(`npx aver-bench table3: ${rows.length} rows; predict: ${predicted.stdout.split('\n')[1]}`);
