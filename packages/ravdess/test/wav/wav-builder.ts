/** The parts of a WAV file, put together byte by byte and lying wherever a test wants them to lie. */

export interface FormatOptions {
  tag?: number;
  channels?: number;
  sampleRate?: number;
  bits?: number;
  blockAlign?: number;
  byteRate?: number;
  /** What follows the first 16 bytes. */
  extra?: Uint8Array;
}

export const PCM = 1;
export const MS_ADPCM = 2;
export const FLOAT = 3;
export const A_LAW = 6;
export const MU_LAW = 7;
export const IMA_ADPCM = 17;
export const EXTENSIBLE = 0xfffe;

/** A whole file: the form's name, its size (the true one by default), `WAVE` and the chunks. */
export function wavFile(
  chunks: Uint8Array[],
  { form = 'RIFF', size }: { form?: string; size?: number } = {},
): Uint8Array {
  const body = concat([ascii('WAVE'), ...chunks]);
  return concat([ascii(form), uint32(size ?? body.length), body]);
}

/** A chunk with its pad byte; `size` may lie, `pad` may be left out. */
export function chunk(
  id: string,
  body: Uint8Array,
  { size = body.length, pad = true }: { size?: number; pad?: boolean } = {},
): Uint8Array {
  return concat([ascii(id), uint32(size), body, new Uint8Array(pad ? body.length % 2 : 0)]);
}

export function fmt(options: FormatOptions = {}): Uint8Array {
  return chunk('fmt ', fmtBody(options));
}

export function fmtBody({
  tag = PCM,
  channels = 1,
  sampleRate = 48000,
  bits = 16,
  blockAlign = (channels * Math.ceil(bits / 8)) & 0xffff,
  byteRate = (sampleRate * blockAlign) >>> 0,
  extra = new Uint8Array(0),
}: FormatOptions): Uint8Array {
  const start = [uint16(tag), uint16(channels), uint32(sampleRate), uint32(byteRate), uint16(blockAlign), uint16(bits)];
  return concat([...start, extra]);
}

/** The 24 bytes that WAVE_FORMAT_EXTENSIBLE has more. */
export function extensible(subformat: number, validBits: number, tail = '0000000010008000 00aa00389b71'): Uint8Array {
  const guid = tail.replaceAll(' ', '').match(/../g) as string[];
  const bytes = Uint8Array.from(guid, (pair) => Number.parseInt(pair, 16));
  return concat([uint16(22), uint16(validBits), uint32(4), uint16(subformat), bytes]);
}

/** Values in [-1, 1] as PCM of 8 (unsigned), 16, 24 or 32 bits. */
export function pcm(values: number[], bits: number): Uint8Array {
  const bytes = bits / 8;
  const out = new Uint8Array(values.length * bytes);
  values.forEach((value, index) => {
    let stored = value * 2 ** (bits - 1) + (bits === 8 ? 128 : 0);
    for (let i = 0; i < bytes; i++) {
      out[index * bytes + i] = stored & 0xff;
      stored = Math.floor(stored / 256);
    }
  });
  return out;
}

export function float32(values: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, index) => {
    view.setFloat32(4 * index, value, true);
  });
  return new Uint8Array(view.buffer);
}

export function float64(values: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, index) => {
    view.setFloat64(8 * index, value, true);
  });
  return new Uint8Array(view.buffer);
}

/** The body of RF64's `ds64` chunk. */
export function longSizes(dataSize: number): Uint8Array {
  return concat([
    uint32(0),
    uint32(0),
    uint32(dataSize % 2 ** 32),
    uint32(Math.floor(dataSize / 2 ** 32)),
    new Uint8Array(12),
  ]);
}

export function concat(parts: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function uint16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff);
}

function uint32(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff);
}
