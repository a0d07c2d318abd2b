import { resample } from '@aver/spectrogram';
import { noiseFamilies, noiseRate } from './noises.js';

/** What stands behind a voice in a room; music and beeps, which compete with it, are left out. */
const backgrounds = ['white', 'pink', 'brown', 'hum', 'fan', 'rain', 'wind', 'keys', 'engine', 'steps'];

/**
 * A recording as another microphone, room and line would have given it: each with a chance, a piece cut out of it, more or
 * less treble, a telephone's band, echoes, noise behind it at 5 to 35 dB below.
 *
 * @param samples At 16 kHz.
 * @param random Numbers in [0, 1).
 */
export function perturbed(samples: Float32Array, random: () => number): Float32Array {
  const between = (low: number, high: number) => low + (high - low) * random();
  let sound = samples.slice();
  if (random() < 0.5) {
    const length = Math.round(Math.max(1.2 * noiseRate, between(0.4, 0.9) * sound.length));
    const start = Math.max(0, Math.floor(random() * (sound.length - length)));
    sound = sound.slice(start, start + length);
  }
  if (random() < 0.6) {
    const slope = between(-0.6, 0.6);
    let last = 0;
    for (let n = 0; n < sound.length; n++) [sound[n], last] = [sound[n] - slope * last, sound[n]];
  }
  if (random() < 0.2) sound = resample(resample(sound, noiseRate, 8000), 8000, noiseRate);
  if (random() < 0.25) {
    const pole = between(0.02, 0.12);
    let low = 0;
    for (let n = 0; n < sound.length; n++) sound[n] -= low += pole * (sound[n] - low);
  }
  if (random() < 0.4) {
    const [seconds, gain, dry] = [between(0.1, 0.6), between(0.05, 0.35), sound.slice()];
    for (let echo = 0; echo < 30; echo++) {
      const delay = Math.floor(between(0.003, seconds) * noiseRate);
      const part = gain * 10 ** ((-1.5 * delay) / noiseRate / seconds) * (random() < 0.5 ? -1 : 1);
      for (let n = delay; n < sound.length; n++) sound[n] += part * dry[n - delay];
    }
  }
  if (random() < 0.7) {
    const background = noiseFamilies[backgrounds[Math.floor(random() * backgrounds.length)]](random, sound.length);
    const gain = (rms(sound) / (rms(background) || 1)) * 10 ** (-between(5, 35) / 20);
    for (let n = 0; n < sound.length; n++) sound[n] += gain * background[n];
  }
  return sound;
}

function rms(sound: Float32Array): number {
  return Math.sqrt(sound.reduce((total, value) => total + value * value, 0) / sound.length);
}
