// Makes voice.wav, a synthetic voice whose words are none, 16-bit: npx tsx --tsconfig tsconfig.json THIS_FILE
import { writeFileSync } from 'node:fs';
import { syntheticRecordings } from '@aver/ravdess/synthetic';

const [recording] = syntheticRecordings({ actors: [1], emotions: ['happy'], sampleRate: 16000 });
const { samples: whole, sampleRate } = await recording.read();
const samples = whole.subarray(6000, 50_000);

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
for (const [i, sample] of samples.entries()) bytes.writeInt16LE(Math.round(sample * 32767), 44 + 2 * i);
writeFileSync(new URL('voice.wav', import.meta.url), bytes);
