import { expect, test } from 'vitest';
import { RavdessError, readAudio } from '../../src/index.js';
import { chunk, concat, fmt, pcm, wavFile } from './wav-builder.js';
import { badFiles, goodFiles } from './wav-table.js';

test.each(goodFiles)('reads $title', (file) => {
  const { samples, cut, ...header } = readAudio(file.bytes);
  expect(Array.from(samples)).toEqual(file.samples.map(Math.fround));
  expect(header).toEqual({
    sampleRate: file.sampleRate ?? 48000,
    channels: file.channels ?? 1,
    bitsPerSample: file.bitsPerSample ?? 16,
    encoding: file.encoding ?? 'pcm',
    truncated: file.truncated ?? false,
  });
  expect(cut !== undefined).toBe(header.truncated);
});

test.each(badFiles)('refuses $title', ({ bytes, code, message }) => {
  const error = thrownBy(() => readAudio(bytes));
  expect(error).toBeInstanceOf(RavdessError);
  expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  expect((error as Error).message).not.toContain('\n');
});

test('the place of the bytes in memory makes no difference', () => {
  for (const { title, bytes } of goodFiles) {
    const expected = readAudio(bytes.slice());
    for (let offset = 1; offset <= 8; offset++) {
      const buffer = new Uint8Array(bytes.length + 16).fill(0x55);
      buffer.set(bytes, offset);
      expect(readAudio(buffer.subarray(offset, offset + bytes.length)), `${title}, offset ${offset}`).toEqual(expected);
    }
  }
});

test('the samples are the caller’s own: later changes of the bytes do not show', () => {
  for (const bits of [8, 16, 24, 32]) {
    const bytes = wavFile([fmt({ bits }), chunk('data', pcm([0.5, 0.25], bits))]);
    const { samples } = readAudio(bytes);
    bytes.fill(0);
    expect(Array.from(samples)).toEqual([0.5, 0.25]);
  }
});

test('the bytes stay as they were', () => {
  for (const { bytes } of [...goodFiles, ...badFiles]) {
    const before = bytes.slice();
    thrownBy(() => readAudio(bytes));
    expect(bytes).toEqual(before);
  }
});

test('every cut of a file gives the frames that are left or an error', () => {
  const values = [0.5, -0.5, 0.25, -0.25];
  const bytes = wavFile([fmt({ channels: 2 }), chunk('data', pcm(values, 16))]);
  for (let length = 0; length < bytes.length; length++) {
    const cut = bytes.subarray(0, length);
    const frames = Math.floor((length - 44) / 4);
    if (frames < 1) expect(thrownBy(() => readAudio(cut))).toBeInstanceOf(RavdessError);
    else {
      const found = length - 44;
      expect(readAudio(cut)).toMatchObject({
        truncated: true,
        cut: { promised: 8, found },
        samples: { length: frames },
      });
    }
  }
});

test.each([
  ['chunks of size 0', chunk('JUNK', new Uint8Array(0))],
  ['chunks of size 1 with pad bytes', chunk('JUNK', new Uint8Array(1))],
  ['chunks of size 1 without pad bytes', chunk('JUNK', Uint8Array.of(0x20), { pad: false })],
  ['empty data and chunks of size 0', chunk('data', new Uint8Array(0))],
])('%s take one pass, however many they are', (_, piece) => {
  const empty = chunk('data', new Uint8Array(0));
  const junk = (copies: number) => concat(new Array(copies).fill(piece));
  const forms = [
    (copies: number) => wavFile([junk(copies)]),
    (copies: number) => wavFile([fmt(), junk(copies)]),
    (copies: number) => wavFile([fmt(), empty, junk(copies)]),
  ];
  for (const form of forms) {
    const [some, more] = [2000, 8000].map((copies) => headerReads(() => thrownBy(() => readAudio(form(copies)))));
    // A reader that looked back at each chunk would look sixteen times as often.
    expect(some).toBeGreaterThan(1000);
    expect(more).toBeLessThan(4.2 * some);
  }
});

/** How often something looks at a number in a header. */
function headerReads(run: () => unknown): number {
  let reads = 0;
  const methods = ['getUint8', 'getUint32'] as const;
  const originals = methods.map((name) => DataView.prototype[name]);
  methods.forEach((name, index) => {
    DataView.prototype[name] = function (this: DataView, ...place: [number, boolean?]) {
      reads++;
      return originals[index].apply(this, place);
    };
  });
  try {
    run();
    return reads;
  } finally {
    methods.forEach((name, index) => {
      DataView.prototype[name] = originals[index];
    });
  }
}

test('something other than bytes is the caller’s mistake', () => {
  for (const wrong of [undefined, null, 'RIFF', new ArrayBuffer(64), [82, 73], new Uint16Array(8)]) {
    expect(() => readAudio(wrong as unknown as Uint8Array)).toThrow(TypeError);
    expect(() => readAudio(wrong as unknown as Uint8Array)).toThrow(/^readAudio: bytes must be a Uint8Array; received/);
  }
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
