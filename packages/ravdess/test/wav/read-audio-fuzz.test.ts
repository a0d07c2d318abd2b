import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RavdessError, readAudio } from '../../src/index.js';
import { mutatedFile } from './mutated-files.js';
import { chunk, EXTENSIBLE, extensible, FLOAT, fmt, PCM, wavFile } from './wav-builder.js';

test('whatever happened to a file, it gives finite samples of at most eight times its size or a RavdessError', () => {
  let decoded = 0;
  let refused = 0;
  fc.assert(
    fc.property(mutatedFile, (input) => {
      try {
        const { samples, sampleRate, channels } = readAudio(input);
        expect(samples.length).toBeGreaterThan(0);
        expect(samples.byteLength).toBeLessThanOrEqual(8 * input.length);
        expect(samples.every(Number.isFinite)).toBe(true);
        expect(sampleRate >= 1 && channels >= 1).toBe(true);
        decoded++;
      } catch (error) {
        if (!(error instanceof RavdessError)) throw error;
        refused++;
      }
    }),
    { numRuns: 5000, seed: 1 },
  );
  // Neither half of the property is empty.
  expect(decoded).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(500);
});

test('any bytes at all behind a good start give samples or a RavdessError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (tail) => {
      try {
        readAudio(wavFile([tail]));
      } catch (error) {
        if (!(error instanceof RavdessError)) throw error;
      }
    }),
    { numRuns: 2000, seed: 2 },
  );
});

const encodings = [
  { tag: PCM, bits: 8 },
  { tag: PCM, bits: 16 },
  { tag: PCM, bits: 24 },
  { tag: PCM, bits: 32 },
  { tag: FLOAT, bits: 32 },
  { tag: FLOAT, bits: 64 },
];

test('every encoding, number of channels and place in memory agrees with the definition, sample by sample', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...encodings),
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
      fc.nat(8),
      fc.uint8Array({ minLength: 40, maxLength: 120 }),
      ({ tag, bits }, channels, long, offset, data) => {
        const header = long ? { tag: EXTENSIBLE, extra: extensible(tag, bits) } : { tag };
        const bytes = wavFile([fmt({ ...header, bits, channels }), chunk('data', data)]);
        const placed = new Uint8Array(bytes.length + offset);
        placed.set(bytes, offset);
        const expected = slowly(data, tag, bits, channels);
        fc.pre(expected.every((value) => Math.abs(value) <= 2 ** 31));
        expect(Array.from(readAudio(placed.subarray(offset)).samples)).toEqual(expected);
      },
    ),
    { numRuns: 1000, seed: 3 },
  );
});

/** mean over channels of stored / 2^(bits - 1), from the bytes, one sample at a time. */
function slowly(data: Uint8Array, tag: number, bits: number, channels: number): number[] {
  const bytes = bits / 8;
  const frames = Math.floor(data.length / (bytes * channels));
  return Array.from({ length: frames }, (_, frame) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      const at = (frame * channels + channel) * bytes;
      const stored = data.slice(at, at + bytes);
      if (tag === FLOAT) {
        sum += bits === 32 ? new Float32Array(stored.buffer)[0] : new Float64Array(stored.buffer)[0];
        continue;
      }
      let value = stored.reduce((total, byte, index) => total + byte * 256 ** index, 0);
      if (bits === 8) value -= 128;
      else if (value >= 2 ** (bits - 1)) value -= 2 ** bits;
      sum += value;
    }
    return Math.fround(sum / channels / (tag === FLOAT ? 1 : 2 ** (bits - 1)));
  });
}
