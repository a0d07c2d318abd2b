import { crc32, deflateSync } from 'node:zlib';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  colourPicture,
  decodePng,
  encodePng,
  getWindow,
  grayPicture,
  type Picture,
  SpectrogramError,
} from '../../src/index.js';
import { columnTransforms } from '../../src/picture/column-transforms.js';
import { resizeBilinear } from '../../src/picture/resize-bilinear.js';

const noise = Float32Array.from(createLcg(31).array(20000));
const at = ({ data, shape: [, width] }: Picture, row: number, column: number): number => data[row * width + column];

describe('grayPicture', () => {
  test('is 150 x 150, and any other size on request', () => {
    expect(grayPicture(noise, 48000).shape).toEqual([150, 150]);
    const small = grayPicture(noise, 48000, { width: 7, height: 3 });
    expect(small.shape).toEqual([3, 7]);
    expect(small.data.length).toBe(21);
  });

  test('each pixel is the level of one frequency in the last 2,048 samples of its column', () => {
    const [width, height] = [10, 40];
    const picture = grayPicture(noise, 16000, { width, height, min: -100, max: 0 });
    const window = getWindow('hann', 2048);
    // Columns of 2,000 samples: shorter than a transform, so there is one at the end of each.
    for (let i = 0; i < 40; i++) {
      const [row, column] = [i, i % width];
      const band = 1024 - Math.floor((row * 1025) / height);
      let re = 0;
      let im = 0;
      for (let n = 0; n < 2048; n++) {
        const sample = ((noise[(column + 1) * 2000 - 2048 + n] ?? 0) * 32768) / 32767;
        re += window[n] * sample * Math.cos((2 * Math.PI * band * n) / 2048);
        im -= window[n] * sample * Math.sin((2 * Math.PI * band * n) / 2048);
      }
      const decibel = 10 * Math.log10((re * re + im * im) / 2048 ** 2);
      expect(at(picture, row, column)).toBe(Math.round((255 * (Math.min(0, Math.max(-100, decibel)) + 100)) / 100));
    }
  });

  test('a tone is a bright line at its height, brighter the louder', () => {
    const tone = (amplitude: number): Float32Array =>
      Float32Array.from({ length: 48000 }, (_, n) => amplitude * Math.sin((2 * Math.PI * 12000 * n) / 48000));
    let before = -1;
    for (const amplitude of [1e-5, 1e-4, 1e-3, 1e-2, 0.1]) {
      const picture = grayPicture(tone(amplitude), 48000);
      const column = Array.from({ length: 150 }, (_, row) => at(picture, row, 75));
      const brightest = Math.max(...column);
      // Half of half the sample rate is the middle row.
      expect(Math.abs(column.indexOf(brightest) - 74.5)).toBeLessThan(2);
      expect(brightest).toBeGreaterThan(before);
      before = brightest;
    }
    // 0.1 is -20 dB, less 6 for the window and 6 for the two halves of the spectrum: level (-32 + 120) / 100.
    expect(before).toBe(Math.round(255 * 0.88));
  });

  test('louder is never darker, in any pixel', () => {
    let quieter = grayPicture(noise, 48000, { max: 0 }).data;
    for (const factor of [1.5, 2, 4]) {
      const louder = grayPicture(
        noise.map((value) => value * factor),
        48000,
        { max: 0 },
      ).data;
      expect(louder.every((value, i) => value >= quieter[i])).toBe(true);
      quieter = louder;
    }
  });

  test('silence, nothing, and fewer samples than columns have a picture', () => {
    for (const length of [0, 1, 149, 5000]) {
      expect(grayPicture(new Float32Array(length), 48000).data.every((value) => value === 0)).toBe(true);
    }
    expect(Math.max(...grayPicture(noise.subarray(0, 100), 48000).data)).toBeGreaterThan(0);
  });

  test('a silent stretch in a long column does not blacken it', () => {
    const samples = new Float32Array(40960);
    samples.set(noise.subarray(0, 20480), 20480);
    const picture = grayPicture(samples, 48000, { width: 1, height: 5, min: -120, max: 0 });
    const loud = grayPicture(samples.subarray(20480), 48000, { width: 1, height: 5, min: -120, max: 0 });
    expectAllClose(
      picture.data,
      loud.data.map((value) => value / 2),
      { atol: 2 },
    );
  });
});

describe('columnTransforms', () => {
  test('has one transform at the end of each of many short columns, the remainder being spread', () => {
    const ends = [...columnTransforms(1003, 48000, 10, false)].map(({ end }) => end);
    expect(ends.length).toBe(10);
    const lengths = ends.map((end, i) => end - (ends[i - 1] ?? 0));
    // A remainder of 0.3 samples a column; the column after the one that completes a sample is the longer one.
    expect(lengths).toEqual([100, 100, 100, 100, 101, 100, 100, 100, 101, 100]);
  });

  test('has one every 2,048 samples in long columns', () => {
    const transforms = [...columnTransforms(20000, 48000, 2, false)];
    expect(transforms.map(({ column }) => column)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(transforms.map(({ end }) => end)).toEqual([2048, 4096, 6144, 8192, 12048, 14096, 16144, 18192]);
  });

  for (const [length, columns] of [
    [100000, 466],
    [170000, 466],
    [300001, 100],
    [500000, 37],
    [131072, 64],
    [262144, 128],
    [90, 100],
  ]) {
    test(`follows Spek sample by sample: ${length} samples in ${columns} columns`, () => {
      expect([...columnTransforms(length, 48000, columns, true)]).toEqual(slowSpek(length, 48000, columns));
    });
  }
});

// One sample after the other, as the program counts them.
function slowSpek(length: number, sampleRate: number, columns: number): { column: number; end: number }[] {
  const result: { column: number; end: number }[] = [];
  const framesPerInterval = Math.floor(length / columns);
  const errorBase = columns * sampleRate;
  const errorPerInterval = (length * sampleRate) % errorBase;
  let [error, column, frames, transforms, head, last] = [0, 0, 0, 0, 0, 0];
  for (let batch = 1; head < length - 1 && column < columns; batch++) {
    const tail = Math.min(length, batch * 131072);
    for (;;) {
      // A column of no samples at all closes before the next sample is read.
      if (framesPerInterval === 0 && frames === 0 && error < errorBase && column < columns) {
        result.push({ column, end: head });
        error += errorPerInterval;
        column++;
        continue;
      }
      head++;
      if (head === tail) {
        if (tail < length) head = last;
        break;
      }
      frames++;
      const isFull = error < errorBase && frames === framesPerInterval;
      const isOver = error >= errorBase && frames === 1 + framesPerInterval;
      if (frames % 2048 === 0 || ((isFull || isOver) && transforms === 0)) {
        last = head;
        result.push({ column, end: head });
        transforms++;
      }
      if (isFull || isOver) {
        error += isOver ? -errorBase : errorPerInterval;
        [frames, transforms] = [0, 0];
        column++;
        if (column === columns) return result;
      }
    }
    if (tail === length) break;
  }
  return result;
}

describe('colourPicture', () => {
  test('has the pixels of grayPicture in colours whose brightness rises with them', () => {
    const gray = grayPicture(noise, 48000, { width: 40, height: 30, max: 0 });
    const colour = colourPicture(noise, 48000, { width: 40, height: 30, max: 0 });
    expect(colour.shape).toEqual([30, 40, 3]);
    const brightness = new Map<number, number>();
    gray.data.forEach((level, i) => {
      const [r, g, b] = colour.data.subarray(3 * i, 3 * i + 3);
      const value = 0.2126 * r + 0.7152 * g + 0.0722 * b;
      expect(brightness.get(level) ?? value).toBe(value);
      brightness.set(level, value);
    });
    const byLevel = [...brightness].sort(([a], [b]) => a - b).map(([, value]) => value);
    expect(byLevel.length).toBeGreaterThan(40);
    expect(byLevel.every((value, i) => i === 0 || value >= byLevel[i - 1] - 0.5)).toBe(true);
  });

  test('silence is the darkest colour, full level the brightest', () => {
    expect([...colourPicture(new Float32Array(100), 48000).data.subarray(0, 3)]).toEqual([0x44, 0x01, 0x54]);
    const loud = noise.map((value) => value * 1e6);
    expect([...colourPicture(loud, 48000).data.subarray(3 * 150 * 75 + 225, 3 * 150 * 75 + 228)]).toEqual([
      0xfd, 0xe7, 0x25,
    ]);
  });
});

describe('resizeBilinear', () => {
  test('the same size is the same picture', () => {
    const picture = grayPicture(noise, 48000, { width: 9, height: 8 });
    expect(resizeBilinear(picture, 9, 8)).toEqual({ data: picture.data, shape: [8, 9] });
  });

  test('half and double size are the weights of the definition', () => {
    const picture = { data: Uint8Array.of(0, 100, 200, 40), shape: [1, 4] as [number, number] };
    expect([...resizeBilinear(picture, 2, 1).data]).toEqual([50, 120]);
    expect([...resizeBilinear(picture, 8, 1).data]).toEqual([0, 25, 75, 125, 175, 160, 80, 40]);
  });
});

describe('PNG', () => {
  test('a picture comes back as it was, in gray and in colour', () => {
    for (const picture of [grayPicture(noise, 48000, { width: 31, height: 17 }), colourPicture(noise, 48000)]) {
      expect(decodePng(encodePng(picture))).toEqual(picture);
    }
    const alpha: Picture = { data: Uint8Array.from({ length: 24 }, (_, i) => 10 * i), shape: [2, 3, 4] };
    expect(decodePng(encodePng(alpha))).toEqual(alpha);
  });

  test('starts with the signature of the format', () => {
    expect([...encodePng(grayPicture(noise, 48000)).subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  });

  test('cut or changed bytes are an error that says so', () => {
    const bytes = encodePng(grayPicture(noise, 48000));
    for (const length of [0, 7, 8, 40, 1000, bytes.length - 13, bytes.length - 1]) {
      expectDamaged(bytes.subarray(0, length));
    }
    const changed = bytes.slice();
    changed[500] ^= 1;
    expectDamaged(changed);
    expectDamaged(new TextEncoder().encode('not a picture at all'));
  });

  test('gray with less than eight bits is not supported, and says so', () => {
    // 1 x 1 pixel, 1 bit, made by another program.
    const hex =
      '89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef9' +
      '240000000a49444154789c636800000082008177cd72b60000000049454e44ae' +
      '426082';
    const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    expect(() => decodePng(bytes)).toThrow(SpectrogramError);
    expect(() => decodePng(bytes)).toThrow(/1 bits per pixel/);
  });
});

describe('PNG files that are made to harm', () => {
  const gray = (width: number, height: number) =>
    pngOf({ width, height }, deflateSync(new Uint8Array(height * (width + 1))));

  test('the file that the others are made from is a picture', () => {
    expect(decodePng(gray(3, 2))).toEqual({ data: new Uint8Array(6), shape: [2, 3] });
  });

  test.each([
    ['a width of 0', gray(0, 4), /size must be at least 1 x 1; received 0 x 4/],
    ['a height of 0', gray(4, 0), /size must be at least 1 x 1; received 4 x 0/],
    [
      'a size of 4 billion squared',
      pngOf({ width: 2 ** 32 - 1, height: 2 ** 32 - 1 }, deflateSync('')),
      /at most 134217728 bytes unpacked/,
    ],
    [
      'a colour type that is none',
      pngOf({ width: 1, height: 1, colourType: 1 }, deflateSync('aa')),
      /colour type must be/,
    ],
    [
      'fewer pixels than it says',
      pngOf({ width: 9, height: 9 }, deflateSync(new Uint8Array(80))),
      /pixels must be 90 bytes; received 80/,
    ],
    [
      'more pixels than it says',
      pngOf({ width: 9, height: 9 }, deflateSync(new Uint8Array(91))),
      /pixels must be 90 bytes; received more/,
    ],
    ['pixels that are not packed', pngOf({ width: 9, height: 9 }, new Uint8Array(90)), /./],
    [
      'a palette of no colours',
      pngOf({ width: 1, height: 1, colourType: 3 }, deflateSync('aa'), [pngChunk('PLTE', new Uint8Array(0))]),
      /./,
    ],
    ['no palette', pngOf({ width: 1, height: 1, colourType: 3 }, deflateSync('aa')), /no palette/],
    [
      'an index beyond its palette',
      pngOf({ width: 1, height: 1, colourType: 3 }, deflateSync(Uint8Array.of(0, 7)), [
        pngChunk('PLTE', new Uint8Array(3)),
      ]),
      /./,
    ],
    [
      'a palette of 16 bits',
      pngOf({ width: 1, height: 1, colourType: 3, depth: 16 }, deflateSync(new Uint8Array(3)), [
        pngChunk('PLTE', new Uint8Array(3)),
      ]),
      /./,
    ],
    ['an unknown filter', pngOf({ width: 1, height: 1 }, deflateSync(Uint8Array.of(9, 0))), /./],
    ['an unknown compression', pngOf({ width: 1, height: 1, compression: 5 }, deflateSync('aa')), /./],
    [
      'a chunk without an end',
      concat([gray(1, 1).subarray(0, 33), Uint8Array.of(0xff, 0xff, 0xff, 0xff, 73, 68, 65, 84, 0, 0, 0, 0)]),
      /beyond the end/,
    ],
  ])('%s is an error that says so', (_, bytes, reason) => {
    expectDamaged(bytes);
    expect(() => decodePng(bytes)).toThrow(reason);
    expect(() => decodePng(bytes)).toThrow(/^[^\n]*$/);
  });

  test.each(['IDAT', 'iCCP', 'second header'])('875 kB that unpack to 900 MB, in %s, take no memory', (place) => {
    const bomb = deflateSync(new Uint8Array(64 * 2 ** 20));
    const profile = pngChunk('iCCP', concat([Uint8Array.of(65, 0, 0), bomb]));
    const plain = deflateSync(Uint8Array.of(0, 8));
    const again = pngChunk('IHDR', headerOf({ width: 8000, height: 8000 }));
    const file = {
      IDAT: pngOf({ width: 900, height: 900 }, bomb),
      iCCP: pngOf({ width: 1, height: 1 }, plain, [profile]),
      'second header': pngOf({ width: 1, height: 1 }, plain, [again]),
    }[place] as Uint8Array;
    const before = process.memoryUsage().arrayBuffers;
    if (place === 'IDAT') expectDamaged(file);
    else expect(decodePng(file)).toEqual({ data: Uint8Array.of(8), shape: [1, 1] });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 2 ** 20);
  });

  test('whatever happened to a file, it gives a picture or a SpectrogramError', () => {
    const files = [
      gray(5, 4),
      encodePng({ data: Uint8Array.from({ length: 24 }, (_, i) => 10 * i), shape: [2, 3, 4] }),
      pngOf({ width: 2, height: 1, colourType: 3, depth: 4 }, deflateSync(Uint8Array.of(0, 0x10)), [
        pngChunk('PLTE', Uint8Array.of(1, 2, 3, 4, 5, 6)),
      ]),
      pngOf({ width: 3, height: 3, interlace: 1 }, deflateSync(new Uint8Array(14))),
    ];
    let decoded = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(90), fc.nat(255)), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (file, changes, isMended) => {
          const bytes = file.slice();
          for (const [place, value] of changes) bytes[place % bytes.length] = value;
          try {
            const { data, shape } = decodePng(isMended ? withCrcs(bytes) : bytes);
            expect(data.length).toBe(shape.reduce((a: number, b: number) => a * b, 1));
            decoded++;
          } catch (error) {
            if (!(error instanceof SpectrogramError)) throw error;
          }
        },
      ),
      { numRuns: 3000, seed: 5 },
    );
    expect(decoded).toBeGreaterThan(20);
  });
});

interface PngHeader {
  width: number;
  height: number;
  depth?: number;
  colourType?: number;
  compression?: number;
  interlace?: number;
}

function headerOf({ width, height, depth = 8, colourType = 0, compression = 0, interlace = 0 }: PngHeader): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  [depth, colourType, compression, 0, interlace].forEach((value, i) => {
    header.setUint8(8 + i, value);
  });
  return new Uint8Array(header.buffer);
}

function pngOf(header: PngHeader, packed: Uint8Array, more: Uint8Array[] = []): Uint8Array {
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const ends = [pngChunk('IDAT', packed), pngChunk('IEND', new Uint8Array(0))];
  return concat([signature, pngChunk('IHDR', headerOf(header)), ...more, ...ends]);
}

function pngChunk(type: string, body: Uint8Array): Uint8Array {
  const named = concat([new TextEncoder().encode(type), body]);
  const numbers = new DataView(new ArrayBuffer(8));
  numbers.setUint32(0, body.length);
  numbers.setUint32(4, crc32(named));
  return concat([new Uint8Array(numbers.buffer, 0, 4), named, new Uint8Array(numbers.buffer, 4, 4)]);
}

/** The same chunks with the right checksums, as far as there are chunks. */
function withCrcs(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) break;
    view.setUint32(end, crc32(bytes.subarray(at + 4, end)));
    at = end + 4;
  }
  return bytes;
}

function concat(parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

function expectDamaged(bytes: Uint8Array): void {
  try {
    decodePng(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(SpectrogramError);
    expect((error as SpectrogramError).code).toBe('PNG_DAMAGED');
    expect((error as SpectrogramError).message).toContain(`${bytes.length} bytes`);
    expect((error as SpectrogramError).cause).toBeInstanceOf(Error);
    return;
  }
  throw new Error(`${bytes.length} bytes were decoded`);
}
