// node wav-features-to-csv.js FILE.wav... > features.csv
// The 193 features that speech emotion tutorials use, one row for each file, in librosa's numbers.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readAudio } from '@aver/ravdess';
import { featureNames, featureVector } from '@aver/spectrogram';

const groups = ['mfcc', 'chroma', 'mel', 'contrast', 'tonnetz'];
const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: npm start -- FILE.wav...');
  process.exit(2);
}

console.log(['file', ...groups.flatMap((group) => featureNames[group])].join(','));
for (const file of files) {
  const { samples, sampleRate } = readAudio(readFileSync(file));
  const { values } = featureVector(samples, sampleRate, { groups });
  console.log([basename(file), ...Array.from(values, (value) => value.toPrecision(7))].join(','));
}
