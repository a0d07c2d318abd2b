// Attacks readAudio with many more files than the tests do, and says what came of it: npm run fuzz.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RavdessError, readAudio, soundProblem } from '../src/index.js';
import { longMutatedFile, mutatedFile } from '../test/wav/mutated-files.js';
import { chunk, fmt, wavFile } from '../test/wav/wav-builder.js';

const INPUTS = Number(process.env.AVER_FUZZ_INPUTS ?? 125_000);
const SEED = Number(process.env.AVER_FUZZ_SEED ?? 1);

test('every input gives finite samples or a RavdessError, in little memory', { timeout: 0 }, () => {
  const outcomes: Record<string, number> = {};
  let inputs = 0;
  // The slowest so far, fastest first; those that only had bad luck with the machine drop out in a second look.
  let slow: Array<{ milliseconds: number; input: Uint8Array }> = [];
  let largest = { times: 0, bytes: 0 };
  const attack = (file: Uint8Array) => {
    inputs++;
    // Every other one at an odd place in memory, where samples cannot be read from as they lie.
    const input = inputs % 2 === 0 ? file : Uint8Array.of(0, ...file).subarray(1);
    const before = process.memoryUsage().arrayBuffers;
    const start = performance.now();
    let outcome = 'decoded';
    try {
      const audio = readAudio(input);
      const isSane = audio.samples.every((value) => Math.abs(value) <= 2 ** 31);
      if (!(audio.samples.length > 0 && isSane)) throw new Error('samples must be finite numbers within reason');
      outcome = `decoded, ${soundProblem(audio)?.split(':')[0] ?? 'nothing wrong'}`;
    } catch (error) {
      if (!(error instanceof RavdessError)) throw error;
      if (error.message.includes('\n')) throw new Error('a message must be one line', { cause: error });
      outcome = error.code;
    }
    const milliseconds = performance.now() - start;
    // All that was allocated meanwhile, unless it was collected, which between two lines it hardly ever is.
    const allocated = process.memoryUsage().arrayBuffers - before;
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (slow.length < 50 || milliseconds > slow[0].milliseconds) {
      slow = [...slow, { milliseconds, input }].sort((a, b) => a.milliseconds - b.milliseconds).slice(-50);
    }
    const times = allocated / input.length;
    if (input.length >= 1000 && times > largest.times) largest = { times, bytes: input.length };
  };
  fc.assert(fc.property(mutatedFile, attack), { numRuns: INPUTS * 0.8, seed: SEED });
  fc.assert(fc.property(longMutatedFile, attack), { numRuns: INPUTS * 0.1, seed: SEED });
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }).map((tail) => wavFile([tail])),
      attack,
    ),
    { numRuns: INPUTS * 0.1, seed: SEED },
  );
  // What is no WAV file, from the first bytes of those that are known to any text or bytes.
  const starts = [
    '',
    'ID3\x04\0',
    'RIFF',
    'OggS',
    'fLaC',
    '\xff\xfb',
    'version https://git-lfs',
    '<!--',
    '{"',
    'PK\x03\x04',
    '../../',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      fc.oneof(fc.uint8Array({ maxLength: 600 }), fc.string({ maxLength: 600 })),
      (start, tail) => {
        const rest = typeof tail === 'string' ? Array.from(tail, (letter) => letter.charCodeAt(0)) : tail;
        attack(Uint8Array.of(...Array.from(start, (letter) => letter.charCodeAt(0)), ...rest));
      },
    ),
    { numRuns: INPUTS * 0.1, seed: SEED },
  );
  console.log(`${inputs} inputs: ${JSON.stringify(outcomes)}`);
  const again = slow.map(({ input }) => ({ bytes: input.length, milliseconds: bestTime(input, 20) }));
  const slowest = again.reduce((a, b) => (b.milliseconds > a.milliseconds ? b : a));
  console.log(
    `slowest: ${slowest.milliseconds.toFixed(3)} ms for ${slowest.bytes} bytes, ` +
      `of 50 that took ${slow[0].milliseconds.toFixed(2)} to ${slow[slow.length - 1].milliseconds.toFixed(2)} ms at first`,
  );
  console.log(`largest memory: ${largest.times.toFixed(2)} times the input of ${largest.bytes} bytes`);
  // Samples of four bytes from one byte each, at most, with 24 bits integers of four bytes from three on the way; of
  // ADPCM from half a byte each, with integers of two bytes on the way.
  expect(largest.times).toBeLessThanOrEqual(12);
});

test('the time grows no faster than the input', { timeout: 0 }, () => {
  const body = (piece: Uint8Array, bytes: number) => {
    const junk = new Uint8Array(Math.floor(bytes / piece.length) * piece.length);
    for (let at = 0; at < junk.length; at += piece.length) junk.set(piece, at);
    return junk;
  };
  const none = new Uint8Array(0);
  const kinds: Record<string, (bytes: number) => Uint8Array> = {
    sound: (bytes) => wavFile([fmt(), chunk('data', new Uint8Array(bytes))]),
    'sound of 24 bits': (bytes) => wavFile([fmt({ bits: 24 }), chunk('data', new Uint8Array(bytes))]),
    'IMA ADPCM': (bytes) => wavFile([fmt({ tag: 17, bits: 4, blockAlign: 256 }), chunk('data', new Uint8Array(bytes))]),
    'Microsoft ADPCM': (bytes) =>
      wavFile([fmt({ tag: 2, bits: 4, blockAlign: 256 }), chunk('data', new Uint8Array(bytes))]),
    'ID3 tags': (bytes) => body(Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0), bytes),
    'empty chunks': (bytes) => wavFile([fmt(), body(chunk('JUNK', none), bytes)]),
    'chunks of odd size': (bytes) => wavFile([fmt(), body(chunk('JUNK', new Uint8Array(1), { pad: false }), bytes)]),
    'empty data and empty chunks': (bytes) => wavFile([fmt(), chunk('data', none), body(chunk('JUNK', none), bytes)]),
    'many formats': (bytes) => wavFile([body(fmt(), bytes)]),
  };
  for (const [kind, make] of Object.entries(kinds)) {
    const sizes = [2 ** 18, 2 ** 20, 2 ** 22, 2 ** 24];
    const perByte = sizes.map((bytes) => (bestTime(make(bytes), 7) * 1e6) / bytes);
    console.log(`${kind}: ${perByte.map((value) => value.toFixed(2)).join(', ')} ns per byte at 0.25, 1, 4, 16 MB`);
    // The same for every size if linear, 64 times as much for the largest if quadratic; memory has its steps too.
    expect(perByte[3] / perByte[0]).toBeLessThan(20);
  }
});

/** Milliseconds of the processor, which other processes disturb less than the clock. */
function bestTime(input: Uint8Array, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    try {
      readAudio(input);
    } catch {}
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
