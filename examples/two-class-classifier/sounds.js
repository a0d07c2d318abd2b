// Replace this file by your own sounds: anything that gives { samples, sampleRate, label }.
import { random } from './random.js';

export const labels = ['rising', 'falling'];

/** `count` whistles of half a second in noise, whose pitch rises or falls by up to an octave. */
export function sounds(count, seed) {
  const next = random(seed);
  const sampleRate = 16000;
  return Array.from({ length: count }, (_, i) => {
    const label = labels[i % 2];
    const octaves = (0.3 + 0.7 * next()) * (label === 'rising' ? 1 : -1);
    const middle = 2000 + 2000 * next();
    let phase = 0;
    const samples = Float32Array.from({ length: sampleRate / 2 }, (_, n) => {
      phase += (2 * Math.PI * middle * 2 ** (octaves * (n / (sampleRate / 2) - 0.5))) / sampleRate;
      return 0.3 * Math.sin(phase) + 0.2 * (next() - 0.5);
    });
    return { samples, sampleRate, label };
  });
}
