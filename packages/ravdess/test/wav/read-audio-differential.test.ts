import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { readAudio } from '../../src/index.js';
import { temporaryFolder } from '../listing/corpus.js';
import { goodFiles } from './wav-table.js';

const hasSox = spawnSync('sox', ['--version']).status === 0;
if (!hasSox) console.error('SKIPPED: comparison with SoX; install sox.');

/** What SoX makes of a WAV file: the mean over its channels, or undefined where it refuses. */
function readBySox(path: string, channels: number): number[] | undefined {
  const { status, stdout } = spawnSync('sox', [path, '-t', 'f64', '-'], { maxBuffer: 2 ** 26 });
  if (status !== 0) return undefined;
  const values = new Float64Array(Uint8Array.from(stdout).buffer);
  return Array.from({ length: values.length / channels }, (_, frame) => {
    return values.subarray(frame * channels, (frame + 1) * channels).reduce((sum, value) => sum + value, 0) / channels;
  });
}

// Files of the table that SoX 14.4.2 reads otherwise or not at all.
const soxDiffers: Record<string, string> = {
  'float beyond 1, which stays as it is': 'clips',
  '12 bits in two bytes': 'refuses',
  '20 bits in three bytes': 'refuses',
  '24 bits in four bytes': 'takes four bytes for three',
  '24 bits in the lower three of four bytes': 'takes four bytes for three',
  '20 bits in the lower bits of four bytes': 'refuses',
  'float in the scale of 32-bit integers': 'clips',
  'mu-law, extensible, with a number of bits that cannot be': 'refuses',
  'IMA ADPCM, a block with its first sample alone': 'refuses',
  'IMA ADPCM, two differences': 'refuses',
  'Microsoft ADPCM, two differences': 'refuses',
  'a file behind an ID3 tag': 'refuses',
  'a file behind two ID3 tags, one with a footer': 'refuses',
  'extensible PCM with 24 valid bits of 32': 'refuses',
  'extensible PCM with 24 valid bits, the lower ones of 32': 'refuses',
  'extensible PCM with 24 valid bits, says the header, and 32 that count': 'refuses',
  'RF64 whose long size is 9223372036854776000, as a pipe leaves it': 'takes it for empty',
  'data before fmt': 'refuses',
  'data of odd size before fmt': 'refuses',
  'data of odd size before fmt, without the pad byte': 'refuses',
  'a chunk of odd size before data, without its pad byte': 'refuses',
  'two chunks of odd size before data, without pad bytes': 'refuses',
  'a chunk of odd size without its pad byte, then one of even size': 'refuses',
  'a chunk of odd size without its pad byte, then data of unknown size': 'refuses',
  'a chunk of odd size without its pad byte, then LIST of 40 bytes': 'refuses',
  'fmt of odd size': 'refuses',
  'a chunk whose name is not text': 'refuses',
  'data of size 0, never filled in': 'takes it for empty',
  'data of size 0, then silence': 'takes it for empty',
  'RF64 whose long size was never filled in': 'takes it for empty',
  'BW64 with a data size of its own': 'refuses',
};

describe.skipIf(!hasSox)('readAudio and SoX', () => {
  test('agree on the good files of the table, but for those that SoX does not read', async () => {
    const path = join(await temporaryFolder(), 'file.wav');
    const differing: string[] = [];
    for (const { title, bytes, channels = 1 } of goodFiles) {
      writeFileSync(path, bytes);
      const expected = readBySox(path, channels);
      if (soxDiffers[title]) {
        differing.push(title);
        continue;
      }
      expect(expected, title).toBeDefined();
      expectAllClose(readAudio(bytes).samples, expected as number[], { atol: 2 ** -25 });
    }
    // Every exception is one of a file that is there; the others are the majority.
    expect(differing.sort()).toEqual(Object.keys(soxDiffers).sort());
    expect(goodFiles.length - differing.length).toBeGreaterThanOrEqual(45);
  });

  const encodings = [
    ['unsigned-integer', 8],
    ['signed-integer', 16],
    ['signed-integer', 24],
    ['signed-integer', 32],
    ['floating-point', 32],
    ['floating-point', 64],
  ] as const;
  test.each(encodings)('agree on files that SoX itself writes: %s of %d bits', async (encoding, bits) => {
    const path = join(await temporaryFolder(), 'file.wav');
    for (const channels of [1, 2, 5]) {
      for (const sampleRate of [8000, 44100, 192000]) {
        // -R: the same noise every time.
        const format = ['-R', '-n', '-r', `${sampleRate}`, '-c', `${channels}`, '-e', encoding, '-b', `${bits}`, path];
        const { status } = spawnSync('sox', [...format, 'synth', '0.05', 'pinknoise', 'vol', '0.5']);
        expect(status).toBe(0);
        const audio = readAudio(readFileSync(path));
        expect(audio).toMatchObject({ sampleRate, channels, bitsPerSample: bits, truncated: false });
        expect(audio.samples.length).toBe(sampleRate / 20);
        // Float32 keeps 24 bits.
        expectAllClose(audio.samples, readBySox(path, channels) as number[], { atol: 2 ** -25 });
      }
    }
  });
});
