// The report as it is, and the same report with one recall that no number of 25 samples gives.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const audit = (file) => execFileSync(process.execPath, ['audit-a-report.js', file], { encoding: 'utf8' });

assert.match(audit('report.json'), /^Possible: .* of 110 right\.\n$/);
writeFileSync(
  'misprinted.json',
  readFileSync('report.json', 'utf8').replace('"0.84", "f1": "0.76"', '"0.83", "f1": "0.76"'),
);
assert.match(audit('misprinted.json'), /^Not possible[\s\S]*recall.* = 0\.83: with 25 samples/);
console.log('both audited');
