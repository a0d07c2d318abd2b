import type { Resonator } from '../../src/synthetic/sound/resonator.js';

/** |a / (1 - b z^-1 - c z^-2)| at z = exp(2 pi i f / fs), the closed form of a resonator's frequency response. */
export function resonatorGain({ a, b, c }: Resonator, frequency: number, sampleRate: number): number {
  const w = (2 * Math.PI * frequency) / sampleRate;
  return a / Math.hypot(1 - b * Math.cos(w) - c * Math.cos(2 * w), b * Math.sin(w) + c * Math.sin(2 * w));
}
