import { besselI0 } from './bessel-i0.js';

// The filter of soxr's high quality between rates of 2 and 1, found from its impulse response (they agree to 4e-8): a sinc whose
// passband ends at 91.37 % of the lower half rate and whose stopband begins at all of it, under a Kaiser window.
// Its shape matters at a clip's ends, where what rings outside of the clip is lost.
const cutoff = (1 + 0.9137436532733066) / 4;
const beta = 13.04004;
const reach = 194;

let weights: Float64Array | undefined;

/**
 * A signal at half its sample rate, in float64: the sum over n from -194 to 194 of h[n] x[2 i + n].
 *
 * @returns ceil(samples.length / 2) samples.
 * @see librosa.resample(samples, orig_sr=2, target_sr=1), 0.11.0, which computes in float32
 */
export function halveRate(samples: Float64Array): Float64Array<ArrayBuffer> {
  weights ??= filterWeights();
  const result = new Float64Array(Math.ceil(samples.length / 2));
  // Zeros around the samples, so that no tap has to look whether it is inside.
  const padded = new Float64Array(samples.length + 2 * reach + 1);
  padded.set(samples, reach);
  for (let i = 0; i < result.length; i++) {
    const center = reach + 2 * i;
    // Two sums, since each addition to one has to wait for the one before.
    let odd = weights[0] * padded[center];
    let even = 0;
    for (let n = 1; n < reach; n += 2) {
      odd += weights[n] * (padded[center - n] + padded[center + n]);
      even += weights[n + 1] * (padded[center - n - 1] + padded[center + n + 1]);
    }
    result[i] = odd + even;
  }
  return result;
}

// h[n] = h[-n] for n from 0 to 194.
function filterWeights(): Float64Array {
  return Float64Array.from({ length: reach + 1 }, (_, n) => {
    const x = Math.PI * cutoff * n;
    const sinc = n === 0 ? cutoff : (cutoff * Math.sin(x)) / x;
    return (sinc * besselI0(beta * Math.sqrt(1 - (n / (reach + 0.5)) ** 2))) / besselI0(beta);
  });
}
