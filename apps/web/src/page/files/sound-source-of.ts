import type { SoundSource } from '../../worker/calls.js';
import type { GivenFile } from './given-file.js';

/** What the models of the paper learned from is sampled at this rate. */
const sampleRate = 48_000;

/** How the files begin, in hexadecimal, that a browser can decode and our own reader, of WAV alone, cannot. */
const formats: Array<[format: string, signature: RegExp]> = [
  ['MP3', /^(494433|ff(e[23]|f[23ab]))/],
  ['AAC', /^fff[0189]/],
  ['Ogg', /^4f676753/],
  ['FLAC', /^664c6143/],
  ['M4A', /^.{8}66747970/],
  ['WebM', /^1a45dfa3/],
];

/**
 * The sound of a file. A WAV file goes to the worker as it is, at its own rate, as `aver-bench predict` takes it; what
 * else the browser knows, it decodes to 48 kHz.
 *
 * @throws Error that names the file where the browser cannot decode it.
 */
export async function soundSourceOf(file: GivenFile): Promise<SoundSource> {
  const { name } = file;
  const bytes = await file.read();
  const start = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const [format] = formats.find(([, signature]) => signature.test(start)) ?? [];
  if (!format || isTaggedWav(bytes)) return { kind: 'file', name, bytes };
  try {
    const context = new OfflineAudioContext(1, 1, sampleRate);
    const decoded = await context.decodeAudioData(bytes.slice().buffer);
    return { kind: 'samples', name, samples: meanOfChannels(decoded), sampleRate, format };
  } catch (cause) {
    throw new Error(`${name}: this browser cannot decode it as ${format}`, { cause });
  }
}

/** An ID3 tag stands before WAV files, too. Its length is in four bytes of seven bits each. */
function isTaggedWav(bytes: Uint8Array): boolean {
  const ascii = (from: number, length: number) => String.fromCharCode(...bytes.subarray(from, from + length));
  if (ascii(0, 3) !== 'ID3') return false;
  const length = bytes.subarray(6, 10).reduce((sum, seven) => 128 * sum + seven, 0);
  return /^RIF[FX]|RF64/.test(ascii(10 + length, 4));
}

function meanOfChannels(sound: AudioBuffer): Float32Array {
  const channels = Array.from({ length: sound.numberOfChannels }, (_, i) => sound.getChannelData(i));
  return Float32Array.from(
    { length: sound.length },
    (_, t) => channels.reduce((sum, channel) => sum + channel[t], 0) / channels.length,
  );
}
