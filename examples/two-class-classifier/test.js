import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

const output = execFileSync(process.execPath, ['two-class-classifier.js'], { encoding: 'utf8' });
const right = Number(/(\d+) of 100 new sounds right/.exec(output)?.[1]);
assert.ok(right >= 90, output);
console.log(`${right} of 100 right`);
