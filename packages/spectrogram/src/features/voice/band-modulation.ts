import { realFft } from '../../fft/real-fft.js';
import type { Matrix } from '../../matrix.js';

const groups = 8;
const nFft = 512;
/** Edges of the rates that are told apart, in Hz. A syllable lasts about a quarter of a second. */
const edges = [0.3, 1, 2, 4, 8, 16, 32];

/** How many values {@link bandModulation} gives. */
export const modulationBands = groups * (edges.length - 1);

/**
 * How fast the energy of a sound goes up and down: of eight groups of bands, the mean power of the group's level in dB
 * over time, between 0.3, 1, 2, 4, 8, 16 and 32 Hz, as its logarithm. Of long sounds the first 5 s.
 *
 * @param decibels (bands, frames), as many bands as are divided by eight.
 * @param frameRate Frames per second.
 * @returns {@link modulationBands} values, group by group.
 */
export function bandModulation({ data, shape: [bands, frames] }: Matrix, frameRate: number): Float64Array {
  const size = bands / groups;
  const used = Math.min(frames, nFft);
  const result = new Float64Array(modulationBands);
  const { input, spectrum, forward } = realFft(nFft);
  for (let group = 0; group < groups; group++) {
    input.fill(0);
    for (let band = group * size; band < (group + 1) * size; band++) {
      for (let t = 0; t < used; t++) input[t] += data[band * frames + t] / size;
    }
    let middle = 0;
    for (let t = 0; t < used; t++) middle += input[t] / used;
    for (let t = 0; t < used; t++) input[t] -= middle;
    forward();
    for (let i = 0; i + 1 < edges.length; i++) {
      const from = Math.ceil((edges[i] * nFft) / frameRate);
      const to = Math.ceil((edges[i + 1] * nFft) / frameRate);
      let power = 0;
      for (let k = from; k < to; k++) power += (spectrum[2 * k] ** 2 + spectrum[2 * k + 1] ** 2) / used;
      result[group * (edges.length - 1) + i] = Math.log10(power / (to - from) + 1e-3);
    }
  }
  return result;
}
