/** Samples of which the loudness is compared, in seconds. */
const step = 0.02;

/**
 * The middle of what sounds in a long recording: from the first to the last 20 ms whose power is not more than `trimDb`
 * below that of the loudest 20 ms, a piece of `seconds` around the middle. Without it, a model that hears three seconds
 * would cost ten minutes of spectra.
 *
 * @param samples Mono signal.
 * @param sampleRate Hz.
 * @param seconds Length of the piece.
 * @param trimDb What counts as silence at the ends, in dB below the loudest.
 * @returns A view, the whole signal where it is no longer.
 */
export function middlePart(samples: Float32Array, sampleRate: number, seconds: number, trimDb: number): Float32Array {
  const length = Math.ceil(seconds * sampleRate);
  if (!(samples.length > length)) return samples;
  const hop = Math.ceil(step * sampleRate);
  const powers = new Float64Array(Math.ceil(samples.length / hop));
  for (let i = 0; i < samples.length; i++) powers[Math.floor(i / hop)] += samples[i] ** 2;
  const least = powers.reduce((a, b) => Math.max(a, b), 0) * 10 ** (-trimDb / 10);
  if (!Number.isFinite(least)) return samples; // whoever computes its spectra says so
  let [first, end] = [0, powers.length];
  while (powers[first] < least) first++;
  while (powers[end - 1] < least) end--;
  const from = Math.round(((first + end) * hop - length) / 2);
  const start = Math.min(Math.max(0, from), samples.length - length);
  return samples.subarray(start, start + length);
}
