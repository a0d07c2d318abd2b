// How much memory an hour of audio needs: mean features and a picture from one stream, with the frames of stftFrames beside
// them. Prints the largest resident size.
//
//   npx tsx benchmarks/spectrogram/hour.ts [MINUTES]
import { createFeatureStream, createGrayPictureStream, stftFrames } from '@aver/spectrogram';

const minutes = Number(process.argv[2] ?? 60);
const sampleRate = 48000;
const seconds = 60 * minutes;

/** A second at a time: noise and a tone, both of changing strength, always in the same array. */
function* chunks(): Generator<Float32Array> {
  const chunk = new Float32Array(sampleRate);
  let state = 1;
  for (let second = 0; second < seconds; second++) {
    const loudness = 0.1 * (1 + Math.sin(second));
    for (let i = 0; i < chunk.length; i++) {
      state = (Math.imul(1664525, state) + 1013904223) >>> 0;
      chunk[i] = loudness * (state / 2 ** 32 - 0.5) + 0.2 * Math.sin(i * (0.01 + second * 1e-5));
    }
    yield chunk;
  }
}

let largest = 0;
const look = (): void => {
  largest = Math.max(largest, process.memoryUsage.rss());
};
const before = process.memoryUsage.rss();
const started = performance.now();
const features = createFeatureStream(sampleRate, { groups: ['mfcc', 'chroma', 'mel', 'contrast', 'tonnetz'] });
const picture = createGrayPictureStream(sampleRate, sampleRate * seconds, { width: 1200, height: 300 });
for (const chunk of chunks()) {
  features.push(chunk);
  picture.push(chunk);
  look();
}
const { values } = features.finish();
const { shape } = picture.finish();
look();
const streamed = (performance.now() - started) / 1000;

let frames = 0;
let energy = 0;
for (const { index, real } of stftFrames(chunks())) {
  energy += real[10] ** 2;
  frames = index + 1;
  if (index % 100 === 0) look();
}
look();
console.log(
  `${minutes} minutes at ${sampleRate} Hz: ${values.length} mean features and a picture of ${shape.join(' x ')} in ` +
    `${streamed.toFixed(0)} s, ${frames} frames of stftFrames (energy ${energy.toFixed(0)}); ` +
    `at most ${(largest / 1e6).toFixed(0)} MB resident, ${(before / 1e6).toFixed(0)} MB before the first sample`,
);
