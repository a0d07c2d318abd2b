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
    const [start, end] = [frame * length, Math.min(signal.length, (frame + 1) * length)];
    let sum = 0;
    for (let n = start; n < end; n++) sum += signal[n] * signal[n];
    powers[frame] = end > start ? sum / (end - start) : 0;
  }
  const power = percentile(powers, 95);
  const gain = 10 ** (targetDb / 20) / Math.sqrt(Math.max(power, 1e-12));
  const result = new Float32Array(signal.length);
  for (let n = 0; n < result.length; n++) result[n] = gain * signal[n];
  return result;
}
