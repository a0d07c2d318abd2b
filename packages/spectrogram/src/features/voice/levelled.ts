import { percentile } from './statistics.js';

const frameSeconds = 0.025;
const targetDb = -20;

/**
 * A signal brought to one loudness: the 95th percentile of the powers of its frames of 25 ms becomes -20 dB. What is
 * digital silence throughout stays so.
 *
 * @param signal Mono signal.
 * @param sampleRate Hz.
 * @returns Another array of the same length.
 */
export function levelled(signal: Float32Array, sampleRate: number): Float32Array {
  const length = Math.round(frameSeconds * sampleRate);
  const powers = new Float64Array(Math.max(1, Math.floor(signal.length / length)));
  for (let frame = 0; frame < powers.length; frame++) {
    const part = signal.subarray(frame * length, (frame + 1) * length);
    let sum = 0;
    for (const value of part) sum += value * value;
    powers[frame] = part.length ? sum / part.length : 0;
  }
  const power = percentile(powers, 95);
  const gain = 10 ** (targetDb / 20) / Math.sqrt(Math.max(power, 1e-12));
  return signal.map((value) => gain * value);
}
