import { deviation, mean, percentiles } from './statistics.js';
import { yinFrames } from './yin-frames.js';

const options = { fMin: 65, fMax: 1000, frameLength: 1024, hopLength: 320 };
/** Below it, of YIN's normalised difference, the first dip is the period; a frame has a voice below the second. */
const dipBelow = 0.15;
const voicedBelow = 0.25;
/** More octaves from one frame to the next are an error of the period, not a voice that moves. */
const mostJump = 0.3;

/** How many values {@link pitchContour} gives. */
export const pitchValues = 14;

/**
 * How high a voice is, how it moves, and how much of a voice it is: over the voiced frames (20 ms from one to the next)
 * mean, deviation, 5th, 50th and 95th percentile of the pitch in octaves (log2 of Hz), mean and deviation of its steps, share of steps
 * under a hundredth of an octave, octaves per second, first third less last third; then the voiced share of the active
 * frames, YIN's difference over the active and over the voiced ones, and their number as a logarithm.
 *
 * @param signal Mono signal.
 * @param sampleRate Hz.
 * @param isActive Whether there is sound at a second.
 * @returns {@link pitchValues} values; without a voice, a pitch of 150 Hz that does not move.
 */
export function pitchContour(
  signal: Float32Array,
  sampleRate: number,
  isActive: (second: number) => boolean,
): number[] {
  const octaves: number[] = [];
  const places: number[] = [];
  const activeDifferences: number[] = [];
  const voicedDifferences: number[] = [];
  const frames = yinFrames('voiceFeatures', signal, sampleRate, options);
  frames.forEach((t, differences, shifts) => {
    if (!isActive((t * options.hopLength) / sampleRate)) return;
    const place = dip(differences);
    activeDifferences.push(differences[place]);
    if (!(differences[place] < voicedBelow)) return;
    voicedDifferences.push(differences[place]);
    octaves.push(Math.log2(sampleRate / (frames.minPeriod + place + shifts[place])));
    places.push(t);
  });
  const share = activeDifferences.length ? octaves.length / activeDifferences.length : 0;
  const voice = [share, mean(activeDifferences), mean(voicedDifferences), Math.log10(1 + octaves.length)];
  if (octaves.length < 3) {
    const usual = Math.log2(150);
    return [usual, 0, usual, usual, usual, 0, 0, 0, 0, 0, ...voice];
  }

  const steps: number[] = [];
  for (let i = 1; i < octaves.length; i++) {
    const step = Math.abs(octaves[i] - octaves[i - 1]);
    if (places[i] === places[i - 1] + 1 && step < mostJump) steps.push(step);
  }
  const third = Math.floor(octaves.length / 3);
  return [
    mean(octaves),
    deviation(octaves),
    ...percentiles(octaves, [5, 50, 95]),
    mean(steps),
    deviation(steps),
    mean(steps.map((step) => (step < 0.01 ? 1 : 0))),
    slope(places, octaves) * (sampleRate / options.hopLength),
    mean(octaves.slice(0, third)) - mean(octaves.slice(-third)),
    ...voice,
  ];
}

/** The first local minimum that is deep enough, or else the smallest value. */
function dip(differences: Float64Array): number {
  let smallest = 0;
  for (let k = 1; k + 1 < differences.length; k++) {
    const value = differences[k];
    if (value < dipBelow && value < differences[k - 1] && value <= differences[k + 1]) return k;
    if (value < differences[smallest]) smallest = k;
  }
  return smallest;
}

/** Of the line with the least squares through the points. */
function slope(x: number[], y: number[]): number {
  const [middleX, middleY] = [mean(x), mean(y)];
  let [product, square] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    product += (x[i] - middleX) * (y[i] - middleY);
    square += (x[i] - middleX) ** 2;
  }
  return square > 0 ? product / square : 0;
}
