// What librosa-times.py does, with our packages, in a process of its own too: our-times.ts PASSES FILE.wav ...
import { readFileSync } from 'node:fs';
import { readAudio } from '@aver/ravdess';
import { decibelSpectrogram, featureVector } from '@aver/spectrogram';
import { timesOf } from './times.js';

const [passes, ...paths] = process.argv.slice(2);
const groups = ['mfcc', 'chroma', 'mel', 'contrast', 'tonnetz'] as const;

const decibels = timesOf(paths, Number(passes), (path) => {
  const { samples } = readAudio(readFileSync(path));
  return decibelSpectrogram(samples, { ref: 'max' });
});
const vector = timesOf(paths, Number(passes), (path) => {
  const { samples, sampleRate } = readAudio(readFileSync(path));
  return featureVector(samples, sampleRate, { groups: [...groups] });
});
process.stdout.write(JSON.stringify({ decibels, vector }));
