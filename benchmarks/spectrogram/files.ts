import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listRecordings } from '@aver/ravdess/node';
import { syntheticRecordings } from '@aver/ravdess/synthetic';

/** WAV files on disk that every program can read. */
export interface BenchmarkFiles {
  /** What they are. */
  source: string;
  paths: string[];
  /** Mean length in seconds. */
  seconds: number;
  remove(): Promise<void>;
}

/**
 * Writes `count` recordings, spread over the whole set, as 16-bit mono WAV files into a temporary folder.
 *
 * @param data A folder or zip of recordings; without it, the built-in synthetic corpus at 48 kHz.
 */
export async function benchmarkFiles(data: string | undefined, count: number): Promise<BenchmarkFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'aver-spectrogram-'));
  const listed = data ? await listRecordings(data) : undefined;
  const recordings = listed?.recordings ?? syntheticRecordings({ sampleRate: 48000 });
  const paths: string[] = [];
  let seconds = 0;
  for (let i = 0; i < count; i++) {
    const recording = recordings[Math.floor((i * recordings.length) / count)];
    const { samples, sampleRate } = await recording.read();
    const path = join(folder, recording.name.endsWith('.wav') ? recording.name : `${recording.name}.wav`);
    await writeFile(path, wav(samples, sampleRate));
    paths.push(path);
    seconds += samples.length / sampleRate / count;
  }
  await listed?.close();
  const source = data ?? 'built-in synthetic corpus';
  return { source, paths, seconds, remove: () => rm(folder, { recursive: true }) };
}

function wav(samples: Float32Array, sampleRate: number): Uint8Array {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(2 * sampleRate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((value, i) => {
    bytes.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(value * 32768))), 44 + 2 * i);
  });
  return bytes;
}
