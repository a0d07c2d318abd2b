// Writes a second of 440 Hz, and finds A as its strongest chroma.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const sampleRate = 22050;
const wav = Buffer.alloc(44 + 2 * sampleRate);
wav.write('RIFF', 0);
wav.writeUInt32LE(wav.length - 8, 4);
wav.write('WAVEfmt ', 8);
wav.writeUInt32LE(16, 16);
wav.writeUInt16LE(1, 20);
wav.writeUInt16LE(1, 22);
wav.writeUInt32LE(sampleRate, 24);
wav.writeUInt32LE(2 * sampleRate, 28);
wav.writeUInt16LE(2, 32);
wav.writeUInt16LE(16, 34);
wav.write('data', 36);
wav.writeUInt32LE(2 * sampleRate, 40);
for (let n = 0; n < sampleRate; n++) {
  wav.writeInt16LE(Math.round(16384 * Math.sin((2 * Math.PI * 440 * n) / sampleRate)), 44 + 2 * n);
}
writeFileSync('a.wav', wav);

const [header, row] = execFileSync(process.execPath, ['wav-features-to-csv.js', 'a.wav'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .map((line) => line.split(','));
assert.equal(header.length, 194);
assert.equal(row[0], 'a.wav');
assert.equal(Number(row[header.indexOf('chromaA')]).toFixed(2), '1.00');
assert.ok(Number(row[header.indexOf('chromaD#')]) < 0.1);
console.log(`${header.length - 1} features`);
