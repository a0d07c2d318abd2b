// One process that renders every file it is given as a 150 x 150 PNG into a folder: render-all.ts FOLDER FILE.wav ...
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readAudio } from '@aver/ravdess';
import { encodePng, grayPicture } from '@aver/spectrogram';

const [folder, ...paths] = process.argv.slice(2);
const started = performance.now();
for (const path of paths) {
  const { samples, sampleRate } = readAudio(readFileSync(path));
  writeFileSync(join(folder, `${basename(path, '.wav')}.png`), encodePng(grayPicture(samples, sampleRate)));
}
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000 }));
