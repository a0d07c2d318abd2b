import { formatFilename, type RecordingFields } from '@aver/ravdess';
import { synthesize } from '@aver/ravdess/synthetic';

/** Twelve small WAV files with RAVDESS names: two actors, four emotions, some of them twice. */
export function tinyCorpus(): Array<{ name: string; actor: string; bytes: Uint8Array }> {
  const emotions = ['happy', 'sad', 'angry', 'neutral'] as const;
  return Array.from({ length: 12 }, (_, i) => {
    const fields: RecordingFields = {
      modality: 'audio-only',
      vocalChannel: 'speech',
      emotion: emotions[i % 4],
      intensity: 'normal',
      statement: i < 8 ? 1 : 2,
      repetition: 1,
      actor: i < 4 ? 1 : 2,
    };
    const name = formatFilename(fields);
    return { name, actor: `Actor_${name.slice(18, 20)}`, bytes: wavOf(synthesize(fields, { sampleRate: 16000 })) };
  });
}

/** A mono 16-bit WAV file. */
export function wavOf({ samples, sampleRate }: { samples: Float32Array; sampleRate: number }): Uint8Array {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(2 * sampleRate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(2 * samples.length, 40);
  for (const [i, sample] of samples.entries()) {
    bytes.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(sample * 32768))), 44 + 2 * i);
  }
  return bytes;
}
