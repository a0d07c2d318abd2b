import fc from 'fast-check';
import {
  A_LAW,
  chunk,
  concat,
  EXTENSIBLE,
  extensible,
  FLOAT,
  fmt,
  IMA_ADPCM,
  MS_ADPCM,
  MU_LAW,
  PCM,
  pcm,
  wavFile,
} from './wav-builder.js';
import { badFiles, goodFiles } from './wav-table.js';

// The numbers that headers are attacked with.
const extremes = [
  0, 1, 2, 6, 7, 8, 17, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff7, 0xffffffff,
];
// The numbers that steer a reader from one branch to another.
const words = ['RIFF', 'RF64', 'BW64', 'RIFX', 'ID3\x04', 'WAVE', 'fmt ', 'data', 'ds64', 'LIST', 'fact', '\0\0\0\0'];

const mutation = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(200) }),
  fc.record({ kind: fc.constant('byte' as const), at: fc.nat(200), value: fc.nat(255) }),
  fc.record({ kind: fc.constant('number' as const), at: fc.nat(100), value: fc.constantFrom(...extremes) }),
  fc.record({ kind: fc.constant('word' as const), at: fc.nat(100), word: fc.constantFrom(...words) }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(100), bytes: fc.uint8Array({ maxLength: 12 }) }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(100), count: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(100), count: fc.integer({ min: 1, max: 48 }) }),
);

type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutated(bytes: Uint8Array, mutations: Mutation[]): Uint8Array {
  let result = Array.from(bytes);
  for (const change of mutations) {
    const { at } = change;
    if (change.kind === 'cut') result = result.slice(0, at);
    else if (change.kind === 'byte') result[Math.min(at, result.length)] = change.value;
    else if (change.kind === 'insert') result.splice(at, 0, ...change.bytes);
    else if (change.kind === 'remove') result.splice(at, change.count);
    else if (change.kind === 'repeat') result.splice(at, 0, ...result.slice(at, at + change.count));
    else {
      for (let i = 0; i < 4 && at + i < result.length; i++) {
        result[at + i] = change.kind === 'word' ? change.word.charCodeAt(i) : (change.value >>> (8 * i)) & 0xff;
      }
    }
  }
  return Uint8Array.from(result);
}

/** Files of the table, good and bad, with one to four things wrong. */
export const mutatedFile = fc
  .tuple(
    fc.constantFrom(...[...goodFiles, ...badFiles].filter(({ bytes }) => bytes.length < 400)),
    fc.array(mutation, { minLength: 1, maxLength: 4 }),
  )
  .map(([{ bytes }, mutations]) => mutated(bytes, mutations));

const encodings = [
  { tag: PCM, bits: 8 },
  { tag: PCM, bits: 16 },
  { tag: PCM, bits: 24 },
  { tag: PCM, bits: 32 },
  { tag: FLOAT, bits: 32 },
  { tag: FLOAT, bits: 64 },
  { tag: A_LAW, bits: 8 },
  { tag: MU_LAW, bits: 8 },
  { tag: IMA_ADPCM, bits: 4, blockAlign: 256 },
  { tag: MS_ADPCM, bits: 4, blockAlign: 256 },
];
const long = pcm(
  Array.from({ length: 4000 }, (_, t) => ((t * 37) % 251) / 251 - 0.5),
  16,
);

/** Files of 4 to 25 kB in every encoding, with one to four things wrong in the first 200 bytes or a cut. */
export const longMutatedFile = fc
  .tuple(
    fc.constantFrom(...encodings),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 3 }),
    fc.boolean(),
    fc.array(mutation, { minLength: 1, maxLength: 4 }),
  )
  .map(([{ tag, bits, blockAlign }, channels, copies, isLong, mutations]) => {
    const header = isLong ? { tag: EXTENSIBLE, extra: extensible(tag, bits) } : { tag };
    const data = concat(new Array(copies).fill(long));
    return mutated(wavFile([fmt({ ...header, bits, channels, blockAlign }), chunk('data', data)]), mutations);
  });
