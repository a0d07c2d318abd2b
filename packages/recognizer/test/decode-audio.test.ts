import { readFileSync } from 'node:fs';
import { createLcg, expectAllClose } from '@aver/test-helpers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { decodeAudio, RecognizerError } from '../src/index.js';

const golden = new URL('golden/', import.meta.url);
const file = (name: string) => new Uint8Array(readFileSync(new URL(name, golden)));
const expected: Record<string, { sampleRate: number; length: number; every50: number[] }> = JSON.parse(
  readFileSync(new URL('sounds.json', golden), 'utf8'),
);
const ascii = (text: string) => new TextEncoder().encode(text);

/** An ID3 tag of so many bytes, as players put before a file. */
function withTag(bytes: Uint8Array, length = 300): Uint8Array {
  const tagged = new Uint8Array(10 + length + bytes.length);
  tagged.set([...ascii('ID3'), 4, 0, 0, 0, 0, length >> 7, length & 127]);
  tagged.set(bytes, 10 + length);
  return tagged;
}

let printed: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  printed = vi.spyOn(console, 'error');
});
afterEach(() => {
  const calls = printed.mock.calls;
  printed.mockRestore();
  expect(calls).toEqual([]);
});

describe('decodeAudio', () => {
  // WAV and FLAC give the file's own numbers; decoders of the others round differently.
  test.each([
    ['tones.wav', 1e-6, 0],
    ['tones.flac', 1e-6, 0],
    ['tones.ogg', 1e-4, 0],
    ['tones.opus', 1e-5, 0],
    ['tones.mp3', 1e-3, 0],
  ])('reads %s as libsndfile does', async (name, atol, rtol) => {
    const { samples, sampleRate, notes } = await decodeAudio(file(name));
    const { length, every50, ...rest } = expected[name];
    expect({ sampleRate, notes }).toEqual({ ...rest, notes: [] });
    // Opus's decoder leaves the encoder's lookahead at the end.
    expect(samples.length - length).toBe(name === 'tones.opus' ? 312 : 0);
    expectAllClose(
      every50.map((_, i) => samples[50 * i]),
      every50,
      { atol, rtol },
    );
  });

  test('reads a FLAC file to its last sample, whose last frame is short and looks like the beginning of frames', async () => {
    // sox -D -r 16000 -n -b 16 -c 1 short-last-frame.flac synth 5000s square 2 vol 0.0001
    const { samples, sampleRate, notes } = await decodeAudio(file('short-last-frame.flac'));
    expect([samples.length, sampleRate, notes]).toEqual([5000, 16000, []]);
    expect(new Set([...samples].map((sample) => Math.abs(sample * 32768)))).toEqual(new Set([3]));
  });

  test.each(Object.keys(expected))('%s holds the two tones that were put in, at their times', async (name) => {
    const { samples, sampleRate } = await decodeAudio(file(name));
    let worst = 0;
    for (let n = 0; n < 0.5 * sampleRate; n++) {
      const t = n / sampleRate;
      const fade = Math.min(1, Math.min(t, 0.5 - t) / 0.05);
      const tones = Math.sin(2 * Math.PI * 440 * t) + Math.sin(2 * Math.PI * 660 * t);
      worst = Math.max(worst, Math.abs(samples[n] - 0.15 * fade * tones));
    }
    expect(worst).toBeLessThan(0.02);
  });

  test.each(['tones.mp3', 'tones.flac', 'tones.wav'])('finds %s behind an ID3 tag', async (name) => {
    const { samples } = await decodeAudio(withTag(file(name)));
    expect(samples.length).toBe(expected[name].length);
  });

  test('an M4A file, which Node.js cannot decode, is named with what to do', async () => {
    await expect(decodeAudio(file('tones.m4a'), { name: 'voice.m4a' })).rejects.toMatchObject({
      code: 'SOUND_UNREADABLE',
      path: 'voice.m4a',
      message: expect.stringMatching(/^voice\.m4a: .*an M4A file; convert it to WAV: ffmpeg -i IN OUT\.wav$/),
    });
  });

  test('an M4A file is decoded by a platform that can', async () => {
    const channels = [Float32Array.of(0.5, 0.25), Float32Array.of(0, 0.25)];
    const buffer = { length: 2, numberOfChannels: 2, sampleRate: 48000, getChannelData: (i: number) => channels[i] };
    vi.stubGlobal(
      'OfflineAudioContext',
      class {
        decodeAudioData = async () => buffer;
      },
    );
    try {
      const { samples, sampleRate } = await decodeAudio(file('tones.m4a'));
      expect({ samples, sampleRate }).toEqual({ samples: Float32Array.of(0.25, 0.25), sampleRate: 48000 });
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test.each([
    ['nothing', new Uint8Array(0), /the file is empty/],
    ['a text', ascii('not a sound'), /a text, "not a sound"/],
    ['bytes of no meaning', Uint8Array.from(createLcg(1).array(5000), (x) => 128 + 100 * x), /received/],
    ['the first bytes of a FLAC file', file('tones.flac').subarray(0, 40), /begins as FLAC, and no sound/],
    ['the first bytes of an Ogg file', file('tones.ogg').subarray(0, 100), /begins as Ogg Vorbis, and no sound/],
    ['the first bytes of an Opus file', file('tones.opus').subarray(0, 60), /begins as Opus and cannot be decoded/],
    ['the first bytes of an MP3 file', file('tones.mp3').subarray(0, 20), /begins as MP3, and no sound/],
    ['a tag with nothing behind', withTag(new Uint8Array(0)), /MP3/],
    ['a tag with a text behind', withTag(ascii('not a sound '.repeat(20))), /MP3/],
  ])('of %s says in one line that it is none', async (_, bytes, message) => {
    const error = await decodeAudio(bytes, { name: 'a/b.c' }).catch((caught) => caught);
    expect(error).toBeInstanceOf(RecognizerError);
    expect(error).toMatchObject({ code: 'SOUND_UNREADABLE', path: 'a/b.c' });
    expect(error.message).toMatch(/^a\/b\.c: [^\n]+$/);
    expect(error.message).toMatch(message);
  });

  test.each(['tones.mp3', 'tones.flac', 'tones.ogg', 'tones.opus', 'tones.wav'])(
    '%s, cut or damaged anywhere, is a shorter sound or one line',
    async (name) => {
      const whole = file(name);
      const random = createLcg(7);
      for (let i = 0; i < 24; i++) {
        const bytes = whole.slice(0, i % 2 === 0 ? undefined : Math.floor(((i + 1) / 25) * whole.length));
        if (i % 2 === 0) {
          for (const place of random.array(1 + i))
            bytes[Math.floor(((place + 1) / 2) * bytes.length) % bytes.length] ^= 0x5a;
        }
        const result = await decodeAudio(bytes, { name }).catch((caught) => caught);
        if (result instanceof Error) expect(result.message).toMatch(new RegExp(`^${name}: [^\\n]+$`));
        else expect(result.samples.every(Number.isFinite)).toBe(true);
        if (result instanceof Error) expect(result).toBeInstanceOf(RecognizerError);
      }
    },
  );

  test.each(['tones.mp3', 'tones.flac', 'tones.ogg', 'tones.opus', 'tones.wav'])(
    '%s beyond maxSeconds is refused',
    async (name) => {
      await expect(decodeAudio(file(name), { maxSeconds: 0.4, name })).rejects.toMatchObject({
        code: 'SOUND_TOO_LONG',
        message: expect.stringMatching(`${name}: its length must be at most maxSeconds = 0.4 s; received `),
      });
    },
  );

  test('says of silence, and of a cut WAV file, what they are', async () => {
    const silent = file('tones.wav').fill(0, 44);
    expect((await decodeAudio(silent)).notes).toEqual(['silent: all its samples are 0']);
    const cut = await decodeAudio(file('tones.wav').subarray(0, 20_044));
    expect(cut.notes).toEqual(['cut off: its header promises 48000 bytes of sound, 20000 are there']);
    expect(cut.samples).toHaveLength(5000);
  });

  test('stops at a signal, and takes bytes alone', async () => {
    const reason = new Error('enough');
    await expect(decodeAudio(file('tones.mp3'), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await expect(decodeAudio('tones.mp3' as never)).rejects.toThrow(
      new TypeError('decodeAudio: bytes must be a Uint8Array; received string'),
    );
  });
});
