import type { RavdessErrorCode } from '../../src/ravdess-error.js';
import type { WavEncoding } from '../../src/wav/read-wav-format.js';
import {
  ascii,
  chunk,
  concat,
  EXTENSIBLE,
  extensible,
  FLOAT,
  float32,
  float64,
  fmt,
  fmtBody,
  longSizes,
  PCM,
  pcm,
  wavFile,
} from './wav-builder.js';

/** A file and what must come of it. */
export interface GoodFile {
  title: string;
  bytes: Uint8Array;
  /** Mono. */
  samples: number[];
  sampleRate?: number;
  channels?: number;
  bitsPerSample?: number;
  encoding?: WavEncoding;
  truncated?: boolean;
}

export interface BadFile {
  title: string;
  bytes: Uint8Array;
  code: RavdessErrorCode;
  message: RegExp;
}

// Exact in every format, 8 bits included.
const mono = [0, 0.5, -0.5, -1, 0.25, -0.125];
// The same sound as frames of two channels: sums of the pairs.
const stereo = [0, 0, 1 / 4, 3 / 4, -1, 0, -1, -1, 1 / 2, 0, -1 / 8, -1 / 8];

const data16 = chunk('data', pcm(mono, 16));
const plain = wavFile([fmt(), data16]);
const list = chunk('LIST', ascii('INFOISFT\x06\0\0\0aver 1'));
const odd = ascii('three');

/** An ID3v2 tag with a text of so many bytes. */
function id3(size: number, flags = 0): Uint8Array {
  const ends = Uint8Array.of(4, 0, flags, 0, 0, size >> 7, size & 127);
  return concat([ascii('ID3'), ends, new Uint8Array(size).fill(0x41), ...(flags ? [ascii('3DI'), ends] : [])]);
}

/** Values as PCM of so many bits, the lower ones of 32. */
function lower(values: number[], bits: number): Uint8Array {
  return new Uint8Array(Int32Array.from(values, (value) => value * 2 ** (bits - 1)).buffer);
}

export const goodFiles: GoodFile[] = [
  {
    title: 'PCM of 8 bits, which is unsigned',
    bytes: wavFile([fmt({ bits: 8 }), chunk('data', pcm(mono, 8))]),
    samples: mono,
    bitsPerSample: 8,
  },
  { title: 'PCM of 16 bits', bytes: plain, samples: mono },
  {
    title: 'PCM of 24 bits',
    bytes: wavFile([fmt({ bits: 24 }), chunk('data', pcm(mono, 24))]),
    samples: mono,
    bitsPerSample: 24,
  },
  {
    title: 'PCM of 32 bits',
    bytes: wavFile([fmt({ bits: 32 }), chunk('data', pcm(mono, 32))]),
    samples: mono,
    bitsPerSample: 32,
  },
  {
    title: 'float of 32 bits',
    bytes: wavFile([fmt({ tag: FLOAT, bits: 32 }), chunk('data', float32(mono))]),
    samples: mono,
    bitsPerSample: 32,
    encoding: 'float',
  },
  {
    title: 'float of 64 bits',
    bytes: wavFile([fmt({ tag: FLOAT, bits: 64 }), chunk('data', float64(mono))]),
    samples: mono,
    bitsPerSample: 64,
    encoding: 'float',
  },
  {
    title: 'float beyond 1, which stays as it is',
    bytes: wavFile([fmt({ tag: FLOAT, bits: 32 }), chunk('data', float32([1.5, -2]))]),
    samples: [1.5, -2],
    bitsPerSample: 32,
    encoding: 'float',
  },
  {
    title: 'the largest and smallest 16-bit values',
    bytes: wavFile([fmt(), chunk('data', Uint8Array.of(0xff, 0x7f, 0, 0x80, 1, 0))]),
    samples: [32767 / 32768, -1, 1 / 32768],
  },
  {
    title: 'the largest and smallest 24-bit values',
    bytes: wavFile([fmt({ bits: 24 }), chunk('data', Uint8Array.of(0xff, 0xff, 0x7f, 0, 0, 0x80, 1, 0, 0))]),
    samples: [8388607 / 8388608, -1, 1 / 8388608],
    bitsPerSample: 24,
  },
  { title: '12 bits in two bytes', bytes: wavFile([fmt({ bits: 12 }), data16]), samples: mono, bitsPerSample: 12 },
  {
    title: '20 bits in three bytes',
    bytes: wavFile([fmt({ bits: 20 }), chunk('data', pcm(mono, 24))]),
    samples: mono,
    bitsPerSample: 20,
  },
  {
    title: '24 bits in four bytes',
    bytes: wavFile([fmt({ bits: 24, blockAlign: 4 }), chunk('data', pcm(mono, 32))]),
    samples: mono,
    bitsPerSample: 24,
  },
  {
    title: '24 bits in the lower three of four bytes',
    bytes: wavFile([fmt({ bits: 24, blockAlign: 4 }), chunk('data', lower([...mono, 2 ** -23], 24))]),
    samples: [...mono, 2 ** -23],
    bitsPerSample: 24,
  },
  {
    title: '20 bits in the lower bits of four bytes',
    bytes: wavFile([fmt({ bits: 20, blockAlign: 4 }), chunk('data', lower([...mono, 2 ** -19], 20))]),
    samples: [...mono, 2 ** -19],
    bitsPerSample: 20,
  },
  {
    title: '24 bits in three bytes, and in blocks of four, says the header',
    bytes: wavFile([fmt({ bits: 24, blockAlign: 4 }), chunk('data', pcm(mono, 24))]),
    samples: mono,
    bitsPerSample: 24,
  },
  {
    title: '24 bits of silence, in blocks of four, says the header',
    bytes: wavFile([fmt({ bits: 24, blockAlign: 4 }), chunk('data', new Uint8Array(12))]),
    samples: [0, 0, 0, 0],
    bitsPerSample: 24,
  },
  {
    title: 'A-law, whose bits are turned',
    bytes: wavFile([fmt({ tag: 6, bits: 8 }), chunk('data', Uint8Array.of(0xd5, 0x55, 0xaa, 0x2a))]),
    samples: [8 / 32768, -8 / 32768, 32256 / 32768, -32256 / 32768],
    bitsPerSample: 8,
    encoding: 'a-law',
  },
  {
    title: 'mu-law, extensible, with a number of bits that cannot be',
    bytes: wavFile([
      fmt({ tag: EXTENSIBLE, bits: 16, extra: extensible(7, 8) }),
      chunk('data', Uint8Array.of(0xff, 0x7f, 0x80, 0)),
    ]),
    samples: [0, 0, 32124 / 32768, -32124 / 32768],
    bitsPerSample: 8,
    encoding: 'mu-law',
  },
  {
    title: 'IMA ADPCM, a block with its first sample alone',
    bytes: wavFile([
      fmt({ tag: 17, bits: 4, blockAlign: 4 }),
      chunk('data', Uint8Array.of(0, 0x40, 0, 0, 0, 0xc0, 0, 0)),
    ]),
    samples: [0.5, -0.5],
    bitsPerSample: 4,
    encoding: 'ima-adpcm',
  },
  {
    // Step 7: 7 / 8 + 7 = 7 (code 4, then step 9), 9 / 8 = 1 less (code 8).
    title: 'IMA ADPCM, two differences',
    bytes: wavFile([fmt({ tag: 17, bits: 4, blockAlign: 5 }), chunk('data', Uint8Array.of(0, 0x40, 0, 0, 0x84))]),
    samples: [0.5, 0.5 + 7 / 32768, 0.5 + 6 / 32768],
    bitsPerSample: 4,
    encoding: 'ima-adpcm',
  },
  {
    // No prediction from predictor 2: 3 steps of 100 up, then 1 of 230 * 100 / 256 = 89 down.
    title: 'Microsoft ADPCM, two differences',
    bytes: wavFile([
      fmt({ tag: 2, bits: 4, blockAlign: 8 }),
      chunk('data', Uint8Array.of(2, 100, 0, 0, 0x20, 0, 0x40, 0x3f)),
    ]),
    samples: [0.5, 0.25, 300 / 32768, -89 / 32768],
    bitsPerSample: 4,
    encoding: 'ms-adpcm',
  },
  {
    title: 'RIFX, which is big-endian',
    bytes: Uint8Array.of(
      ...ascii('RIFX\0\0\0\x28WAVEfmt \0\0\0\x10'),
      ...[0, 1, 0, 1, 0, 0, 0xbb, 0x80, 0, 1, 0x77, 0, 0, 2, 0, 16],
      ...ascii('data\0\0\0\x04'),
      ...[0x40, 0, 0xe0, 0],
    ),
    samples: [0.5, -0.25],
  },
  { title: 'a file behind an ID3 tag', bytes: concat([id3(300), plain]), samples: mono },
  {
    title: 'a file behind two ID3 tags, one with a footer',
    bytes: concat([id3(20), id3(5, 0x10), plain]),
    samples: mono,
  },

  {
    title: 'extensible PCM of 16 bits',
    bytes: wavFile([fmt({ tag: EXTENSIBLE, extra: extensible(PCM, 16) }), data16]),
    samples: mono,
  },
  {
    title: 'extensible PCM of 24 bits',
    bytes: wavFile([fmt({ tag: EXTENSIBLE, bits: 24, extra: extensible(PCM, 24) }), chunk('data', pcm(mono, 24))]),
    samples: mono,
    bitsPerSample: 24,
  },
  {
    title: 'extensible PCM with 24 valid bits of 32',
    bytes: wavFile([fmt({ tag: EXTENSIBLE, bits: 32, extra: extensible(PCM, 24) }), chunk('data', pcm(mono, 32))]),
    samples: mono,
    bitsPerSample: 32,
  },
  {
    title: 'extensible PCM with 24 valid bits, the lower ones of 32',
    bytes: wavFile([
      fmt({ tag: EXTENSIBLE, bits: 32, extra: extensible(PCM, 24) }),
      chunk('data', lower([...mono, 2 ** -23], 24)),
    ]),
    samples: [...mono, 2 ** -23],
    bitsPerSample: 32,
  },
  {
    title: 'extensible PCM with 24 valid bits, says the header, and 32 that count',
    bytes: wavFile([
      fmt({ tag: EXTENSIBLE, bits: 32, extra: extensible(PCM, 24) }),
      chunk('data', Uint8Array.of(1, 0, 0, 0x40)),
    ]),
    samples: [0.5 + 2 ** -31],
    bitsPerSample: 32,
  },
  {
    title: 'the last value of 32 bits, which is rounded to 1',
    bytes: wavFile([fmt({ bits: 32 }), chunk('data', Uint8Array.of(0xff, 0xff, 0xff, 0x7f))]),
    samples: [1],
    bitsPerSample: 32,
  },
  {
    title: 'float in the scale of 32-bit integers',
    bytes: wavFile([fmt({ tag: FLOAT, bits: 32 }), chunk('data', float32([2 ** 31, -(2 ** 31)]))]),
    samples: [2 ** 31, -(2 ** 31)],
    bitsPerSample: 32,
    encoding: 'float',
  },
  {
    title: 'extensible float of 32 bits',
    bytes: wavFile([fmt({ tag: EXTENSIBLE, bits: 32, extra: extensible(FLOAT, 32) }), chunk('data', float32(mono))]),
    samples: mono,
    bitsPerSample: 32,
    encoding: 'float',
  },
  {
    title: 'extensible float of 64 bits',
    bytes: wavFile([fmt({ tag: EXTENSIBLE, bits: 64, extra: extensible(FLOAT, 64) }), chunk('data', float64(mono))]),
    samples: mono,
    bitsPerSample: 64,
    encoding: 'float',
  },

  {
    title: 'two channels of 8 bits',
    bytes: wavFile([fmt({ bits: 8, channels: 2 }), chunk('data', pcm(stereo, 8))]),
    samples: mono,
    bitsPerSample: 8,
    channels: 2,
  },
  {
    title: 'two channels of 16 bits',
    bytes: wavFile([fmt({ channels: 2 }), chunk('data', pcm(stereo, 16))]),
    samples: mono,
    channels: 2,
  },
  {
    title: 'two channels of 24 bits',
    bytes: wavFile([fmt({ bits: 24, channels: 2 }), chunk('data', pcm(stereo, 24))]),
    samples: mono,
    bitsPerSample: 24,
    channels: 2,
  },
  {
    title: 'two channels of float',
    bytes: wavFile([fmt({ tag: FLOAT, bits: 32, channels: 2 }), chunk('data', float32(stereo))]),
    samples: mono,
    bitsPerSample: 32,
    channels: 2,
    encoding: 'float',
  },
  {
    title: 'three channels',
    bytes: wavFile([fmt({ channels: 3 }), chunk('data', pcm([0.5, 0.25, 0, -0.75, 0, 0], 16))]),
    samples: [0.25, -0.25],
    channels: 3,
  },
  {
    title: '1,024 channels',
    bytes: wavFile([fmt({ channels: 1024 }), chunk('data', pcm(new Array(1024).fill(0.5), 16))]),
    samples: [0.5],
    channels: 1024,
  },
  {
    title: 'an incomplete last frame, which is left out',
    bytes: wavFile([fmt({ channels: 2 }), chunk('data', pcm([0.5, 0.5, 0.25], 16))]),
    samples: [0.5],
    channels: 2,
  },
  {
    title: 'an incomplete last sample, which is left out',
    bytes: wavFile([fmt(), chunk('data', pcm(mono, 16).subarray(0, 5))]),
    samples: mono.slice(0, 2),
  },
  {
    title: 'a sample rate of 1,000 Hz',
    bytes: wavFile([fmt({ sampleRate: 1000 }), data16]),
    samples: mono,
    sampleRate: 1000,
  },
  {
    title: 'a sample rate of 768,000 Hz',
    bytes: wavFile([fmt({ sampleRate: 768_000 }), data16]),
    samples: mono,
    sampleRate: 768_000,
  },

  {
    title: 'the chunks of the real files: fmt, FLLR, data, LIST, bext, _PMX',
    bytes: wavFile([
      fmt(),
      chunk('FLLR', new Uint8Array(4044)),
      data16,
      list,
      chunk('bext', new Uint8Array(858)),
      chunk('_PMX', ascii('<x:xmpmeta/>')),
    ]),
    samples: mono,
  },
  { title: 'data before fmt', bytes: wavFile([data16, fmt()]), samples: mono },
  {
    title: 'data of odd size before fmt',
    bytes: wavFile([chunk('data', pcm(mono.slice(0, 3), 8)), fmt({ bits: 8 })]),
    samples: mono.slice(0, 3),
    bitsPerSample: 8,
  },
  {
    title: 'data of odd size before fmt, without the pad byte',
    bytes: wavFile([chunk('data', pcm(mono.slice(0, 3), 8), { pad: false }), fmt({ bits: 8 })]),
    samples: mono.slice(0, 3),
    bitsPerSample: 8,
  },
  { title: 'LIST before fmt', bytes: wavFile([list, fmt(), data16]), samples: mono },
  {
    title: 'a chunk of odd size before data, with its pad byte',
    bytes: wavFile([fmt(), chunk('note', odd), data16]),
    samples: mono,
  },
  {
    title: 'a chunk of odd size before data, without its pad byte',
    bytes: wavFile([fmt(), chunk('note', odd, { pad: false }), data16]),
    samples: mono,
  },
  {
    title: 'two chunks of odd size before data, with pad bytes',
    bytes: wavFile([fmt(), chunk('note', odd), chunk('id3 ', odd), data16]),
    samples: mono,
  },
  {
    title: 'two chunks of odd size before data, without pad bytes',
    bytes: wavFile([fmt(), chunk('note', odd, { pad: false }), chunk('id3 ', odd, { pad: false }), data16]),
    samples: mono,
  },
  {
    title: 'a chunk of odd size without its pad byte, then one of even size',
    bytes: wavFile([fmt(), chunk('note', odd, { pad: false }), list, data16]),
    samples: mono,
  },
  {
    title: 'a chunk of odd size without its pad byte, then data of unknown size',
    bytes: wavFile([fmt(), chunk('note', odd, { pad: false }), chunk('data', pcm(mono, 16), { size: 0xffffffff })]),
    samples: mono,
  },
  {
    // One byte on, the name and size of this LIST read as a chunk named "IST(" of a gigabyte.
    title: 'a chunk of odd size without its pad byte, then LIST of 40 bytes',
    bytes: wavFile([fmt(), chunk('note', odd, { pad: false }), chunk('LIST', new Uint8Array(40).fill(0x49)), data16]),
    samples: mono,
  },
  {
    title: 'a pad byte that is not 0',
    bytes: wavFile([fmt(), concat([chunk('note', odd, { pad: false }), ascii('x')]), data16]),
    samples: mono,
  },
  {
    title: 'fmt of odd size',
    bytes: wavFile([chunk('fmt ', fmtBody({ extra: new Uint8Array(1) })), data16]),
    samples: mono,
  },
  { title: 'fmt of 18 bytes', bytes: wavFile([fmt({ extra: new Uint8Array(2) }), data16]), samples: mono },
  {
    title: 'empty chunks',
    bytes: wavFile([chunk('JUNK', new Uint8Array(0)), fmt(), chunk('JUNK', new Uint8Array(0)), data16]),
    samples: mono,
  },
  {
    title: 'a chunk whose name is not text',
    bytes: wavFile([fmt(), chunk('\0\xff\x01\x80', new Uint8Array(4)), data16]),
    samples: mono,
  },
  { title: 'a second fmt, which does not count', bytes: wavFile([fmt(), fmt({ bits: 8 }), data16]), samples: mono },
  {
    title: 'a second data, which does not count',
    bytes: wavFile([fmt(), data16, chunk('data', pcm([1 / 2], 16))]),
    samples: mono,
  },
  { title: 'something behind the form', bytes: concat([plain, ascii('TAG an old label')]), samples: mono },
  { title: 'one byte behind the data', bytes: concat([plain, ascii('x')]), samples: mono },

  { title: 'a form of size 0', bytes: wavFile([fmt(), data16], { size: 0 }), samples: mono },
  { title: 'a form of size 0xFFFFFFFF', bytes: wavFile([fmt(), data16], { size: 0xffffffff }), samples: mono },
  { title: 'a form too short by far', bytes: wavFile([fmt(), data16], { size: 8 }), samples: mono },
  {
    title: 'data of size 0xFFFFFFFF, as a pipe leaves it',
    bytes: wavFile([fmt(), chunk('data', pcm(mono, 16), { size: 0xffffffff })], { size: 0xffffffff }),
    samples: mono,
  },
  {
    title: 'data of size 0, never filled in',
    bytes: wavFile([fmt(), chunk('data', pcm(mono, 16), { size: 0 })], { size: 0 }),
    samples: mono,
  },
  {
    title: 'data of size 0, then silence',
    bytes: wavFile([fmt(), chunk('data', new Uint8Array(64), { size: 0 })]),
    samples: new Array(32).fill(0),
  },
  ...[0x7ffff000, 0x7fffffdb, 0x7fffffff, 0x80000000, 0xffffff00, 0xffffffdb, 0xfffffffe].map((size) => ({
    title: `data of size 0x${size.toString(16)}, as another tool leaves it`,
    bytes: wavFile([fmt(), chunk('data', pcm(mono, 16), { size })], { size: (size + 36) % 2 ** 32 }),
    samples: mono,
  })),
  {
    title: 'a size of 1.5 GB in a file of a few bytes, which was cut',
    bytes: wavFile([fmt(), chunk('data', pcm(mono, 16), { size: 0x60000000 })]),
    samples: mono,
    truncated: true,
  },
  {
    title: 'a size of 3 GB in a file of a few bytes, which was cut',
    bytes: wavFile([fmt(), chunk('data', pcm(mono, 16), { size: 0xc0000000 })]),
    samples: mono,
    truncated: true,
  },
  {
    title: 'a file cut between two frames',
    bytes: plain.subarray(0, plain.length - 4),
    samples: mono.slice(0, 4),
    truncated: true,
  },
  {
    title: 'a file cut within a sample',
    bytes: plain.subarray(0, plain.length - 1),
    samples: mono.slice(0, 5),
    truncated: true,
  },
  { title: 'a wrong byte rate', bytes: wavFile([fmt({ byteRate: 1 }), data16]), samples: mono },
  { title: 'a block size of 0', bytes: wavFile([fmt({ blockAlign: 0 }), data16]), samples: mono },
  {
    title: 'a block size that contradicts channels and bits',
    bytes: wavFile([fmt({ blockAlign: 7 }), data16]),
    samples: mono,
  },

  {
    title: 'RF64 with its long size',
    bytes: wavFile([chunk('ds64', longSizes(8)), fmt(), chunk('data', pcm(mono, 16), { size: 0xffffffff })], {
      form: 'RF64',
      size: 0xffffffff,
    }),
    samples: mono.slice(0, 4),
  },
  {
    title: 'RF64 whose long size was never filled in',
    bytes: wavFile([chunk('ds64', longSizes(0)), fmt(), chunk('data', pcm(mono, 16), { size: 0xffffffff })], {
      form: 'RF64',
      size: 0xffffffff,
    }),
    samples: mono,
  },
  ...[2 ** 63, 2 ** 64 - 2 ** 11].map((size) => ({
    title: `RF64 whose long size is ${size}, as a pipe leaves it`,
    bytes: wavFile([chunk('ds64', longSizes(size)), fmt(), chunk('data', pcm(mono, 16), { size: 0xffffffff })], {
      form: 'RF64',
      size: 0xffffffff,
    }),
    samples: mono,
  })),
  {
    title: 'RF64 that was cut',
    bytes: wavFile([chunk('ds64', longSizes(2 ** 40)), fmt(), chunk('data', pcm(mono, 16), { size: 0xffffffff })], {
      form: 'RF64',
      size: 0xffffffff,
    }),
    samples: mono,
    truncated: true,
  },
  {
    title: 'BW64 with a data size of its own',
    bytes: wavFile([chunk('ds64', longSizes(0)), fmt(), data16], { form: 'BW64' }),
    samples: mono,
  },
];

export const badFiles: BadFile[] = [
  { title: 'no bytes', bytes: new Uint8Array(0), code: 'WAV_INVALID', message: /not a WAV file: .*received no bytes/ },
  { title: 'eleven bytes', bytes: plain.subarray(0, 11), code: 'WAV_INVALID', message: /not a WAV file/ },
  {
    title: 'text',
    bytes: ascii('This is not a recording, it is a README.'),
    code: 'WAV_INVALID',
    message: /received a text, "This is not a recording,"; choose the recording instead/,
  },
  {
    title: 'an MP3',
    bytes: concat([ascii('ID3'), new Uint8Array(64)]),
    code: 'WAV_INVALID',
    message: /not a WAV file/,
  },
  {
    title: 'an AVI, which is RIFF too',
    bytes: concat([ascii('RIFF\x04\0\0\0AVI '), new Uint8Array(32)]),
    code: 'WAV_INVALID',
    message: /not a WAV file/,
  },
  { title: 'a header alone', bytes: wavFile([]), code: 'WAV_INVALID', message: /expected a "fmt " chunk/ },
  { title: 'no fmt', bytes: wavFile([list, data16]), code: 'WAV_INVALID', message: /expected a "fmt " chunk/ },
  { title: 'no data', bytes: wavFile([fmt(), list]), code: 'WAV_INVALID', message: /expected a "data" chunk/ },
  {
    title: 'data of unknown size before fmt',
    bytes: wavFile([chunk('data', pcm(mono, 16), { size: 0xffffffff }), fmt()]),
    code: 'WAV_INVALID',
    message: /expected a "fmt " chunk/,
  },
  {
    title: 'a chunk that lies across everything',
    bytes: wavFile([fmt(), chunk('LIST', odd, { size: 0xfffffff0 }), data16]),
    code: 'WAV_INVALID',
    message: /expected a "data" chunk/,
  },
  {
    title: 'a file cut in the name of data',
    bytes: plain.subarray(0, 39),
    code: 'WAV_INVALID',
    message: /expected a "data" chunk/,
  },
  {
    title: 'a file cut in the size of data',
    bytes: plain.subarray(0, 43),
    code: 'WAV_INVALID',
    message: /expected a "data" chunk/,
  },
  {
    title: 'a file cut right behind the size of data',
    bytes: plain.subarray(0, 44),
    code: 'WAV_EMPTY',
    message: /one frame of 2 bytes; received 0/,
  },
  {
    title: 'a file cut within the first sample',
    bytes: plain.subarray(0, 45),
    code: 'WAV_EMPTY',
    message: /one frame of 2 bytes; received 1/,
  },
  { title: 'a file cut in fmt', bytes: plain.subarray(0, 30), code: 'WAV_INVALID', message: /expected a "data" chunk/ },
  {
    title: 'fmt of 14 bytes',
    bytes: wavFile([chunk('fmt ', fmtBody({}).subarray(0, 14)), data16]),
    code: 'WAV_INVALID',
    message: /"fmt " chunk must be at least 16 bytes; received 14/,
  },
  {
    title: 'an empty fmt',
    bytes: wavFile([chunk('fmt ', new Uint8Array(0)), data16]),
    code: 'WAV_INVALID',
    message: /at least 16 bytes; received 0/,
  },
  {
    title: 'no channels',
    bytes: wavFile([fmt({ channels: 0 }), data16]),
    code: 'WAV_INVALID',
    message: /channels must be 1 to 1024; received 0/,
  },
  {
    title: '1,025 channels',
    bytes: wavFile([fmt({ channels: 1025 }), data16]),
    code: 'WAV_INVALID',
    message: /received 1025/,
  },
  {
    title: '65,535 channels',
    bytes: wavFile([fmt({ channels: 65535 }), data16]),
    code: 'WAV_INVALID',
    message: /received 65535/,
  },
  {
    title: 'a sample rate of 0',
    bytes: wavFile([fmt({ sampleRate: 0 }), data16]),
    code: 'WAV_INVALID',
    message: /sample rate must be 1000 to 768000 Hz; received 0/,
  },
  {
    title: 'a sample rate of 1 Hz',
    bytes: wavFile([fmt({ sampleRate: 1 }), data16]),
    code: 'WAV_INVALID',
    message: /sample rate must be 1000 to 768000 Hz; received 1$/,
  },
  {
    title: 'a sample rate of 768,001 Hz',
    bytes: wavFile([fmt({ sampleRate: 768_001 }), data16]),
    code: 'WAV_INVALID',
    message: /received 768001/,
  },
  {
    title: 'a sample rate of 1e9',
    bytes: wavFile([fmt({ sampleRate: 1e9 }), data16]),
    code: 'WAV_INVALID',
    message: /received 1000000000/,
  },
  {
    title: 'a sample rate of 2^32 - 1',
    bytes: wavFile([fmt({ sampleRate: 0xffffffff }), data16]),
    code: 'WAV_INVALID',
    message: /received 4294967295/,
  },
  {
    title: 'PCM of 0 bits',
    bytes: wavFile([fmt({ bits: 0 }), data16]),
    code: 'WAV_INVALID',
    message: /bits per sample must be 1 to 32; received 0/,
  },
  { title: 'PCM of 33 bits', bytes: wavFile([fmt({ bits: 33 }), data16]), code: 'WAV_INVALID', message: /received 33/ },
  { title: 'PCM of 64 bits', bytes: wavFile([fmt({ bits: 64 }), data16]), code: 'WAV_INVALID', message: /received 64/ },
  {
    title: 'float of 16 bits',
    bytes: wavFile([fmt({ tag: FLOAT, bits: 16 }), data16]),
    code: 'WAV_INVALID',
    message: /bits of a float must be 32 or 64; received 16/,
  },
  {
    title: 'no encoding',
    bytes: wavFile([fmt({ tag: 0 }), data16]),
    code: 'WAV_UNSUPPORTED',
    message: /received an unknown one \(0\)/,
  },
  {
    title: 'GSM 6.10',
    bytes: wavFile([fmt({ tag: 49, bits: 0, blockAlign: 65 }), data16]),
    code: 'WAV_UNSUPPORTED',
    message: /received GSM 6.10 \(49\): convert it, ffmpeg -i IN OUT.wav/,
  },
  {
    title: 'ADPCM of 3 bits',
    bytes: wavFile([fmt({ tag: 17, bits: 3, blockAlign: 64 }), data16]),
    code: 'WAV_INVALID',
    message: /bits of ADPCM must be 4; received 3/,
  },
  {
    title: 'ADPCM of three channels',
    bytes: wavFile([fmt({ tag: 2, bits: 4, blockAlign: 64, channels: 3 }), data16]),
    code: 'WAV_INVALID',
    message: /channels of ADPCM must be 1 or 2; received 3/,
  },
  {
    title: 'Microsoft ADPCM in blocks of 6 bytes',
    bytes: wavFile([fmt({ tag: 2, bits: 4, blockAlign: 6 }), data16]),
    code: 'WAV_INVALID',
    message: /blocks of ADPCM must be at least 7 bytes; received 6/,
  },
  {
    title: 'IMA ADPCM in blocks of no bytes',
    bytes: wavFile([fmt({ tag: 17, bits: 4, blockAlign: 0 }), data16]),
    code: 'WAV_INVALID',
    message: /blocks of ADPCM must be at least 4 bytes; received 0/,
  },
  {
    title: 'less ADPCM than one block',
    bytes: wavFile([fmt({ tag: 17, bits: 4, blockAlign: 64 }), data16]),
    code: 'WAV_EMPTY',
    message: /one frame of 64 bytes; received 12/,
  },
  {
    title: 'MP3 in WAV',
    bytes: wavFile([fmt({ tag: 85, bits: 0 }), data16]),
    code: 'WAV_UNSUPPORTED',
    message: /received MP3 \(85\)/,
  },
  {
    title: 'extensible without its extension',
    bytes: wavFile([fmt({ tag: EXTENSIBLE }), data16]),
    code: 'WAV_INVALID',
    message: /extensible "fmt " chunk must be at least 40 bytes; received 16/,
  },
  {
    title: 'extensible with half of its extension',
    bytes: wavFile([fmt({ tag: EXTENSIBLE, extra: extensible(PCM, 16).subarray(0, 16) }), data16]),
    code: 'WAV_INVALID',
    message: /at least 40 bytes; received 32/,
  },
  {
    title: 'extensible ambisonics, whose channels have no mean',
    bytes: wavFile([fmt({ tag: EXTENSIBLE, extra: extensible(PCM, 16, '00002107d3118644c8c1ca000000') }), data16]),
    code: 'WAV_UNSUPPORTED',
    message: /GUID that ends in/,
  },
  {
    title: 'no sound',
    bytes: wavFile([fmt(), chunk('data', new Uint8Array(0))]),
    code: 'WAV_EMPTY',
    message: /received 0/,
  },
  {
    title: 'no sound, and LIST behind it',
    bytes: wavFile([fmt(), chunk('data', new Uint8Array(0)), list]),
    code: 'WAV_EMPTY',
    message: /received 0/,
  },
  {
    title: 'no sound, and two chunks of odd size behind it',
    bytes: wavFile([fmt(), chunk('data', new Uint8Array(0)), chunk('note', odd), chunk('id3 ', odd, { pad: false })]),
    code: 'WAV_EMPTY',
    message: /received 0/,
  },
  {
    title: 'less sound than one frame',
    bytes: wavFile([fmt({ channels: 6, bits: 24 }), chunk('data', pcm([0, 0, 0], 24))]),
    code: 'WAV_EMPTY',
    message: /one frame of 18 bytes; received 9/,
  },
  {
    title: 'NaN in float',
    bytes: wavFile([fmt({ tag: FLOAT, bits: 32 }), chunk('data', float32([0, Number.NaN]))]),
    code: 'WAV_NOT_FINITE',
    message: /received NaN in frame 1/,
  },
  {
    title: 'an infinity in float',
    bytes: wavFile([fmt({ tag: FLOAT, bits: 64 }), chunk('data', float64([0, 0, -Infinity]))]),
    code: 'WAV_NOT_FINITE',
    message: /received -Infinity in frame 2/,
  },
  {
    title: 'a float too large for 32 bits',
    bytes: wavFile([fmt({ tag: FLOAT, bits: 64 }), chunk('data', float64([1e300]))]),
    code: 'WAV_NOT_FINITE',
    message: /received Infinity in frame 0/,
  },
  {
    title: 'NaN in one of two channels',
    bytes: wavFile([fmt({ tag: FLOAT, bits: 32, channels: 2 }), chunk('data', float32([0, Number.NaN]))]),
    code: 'WAV_NOT_FINITE',
    message: /received NaN in frame 0/,
  },
  {
    title: 'a float beyond every scale',
    bytes: wavFile([fmt({ tag: FLOAT, bits: 32 }), chunk('data', float32([0, 0.5, -1e30]))]),
    code: 'WAV_INVALID',
    message: /samples must be within -2\^31..2\^31; received -1.0+15\S+e\+30 in frame 2/,
  },
];
