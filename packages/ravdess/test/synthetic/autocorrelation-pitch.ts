/**
 * A slow, plain oracle for the fundamental frequency of a stretch of voiced sound: the lag between 60 and 600 Hz at which
 * the normalized autocorrelation first comes within 4 % of its maximum, refined by a parabola.
 */
export function autocorrelationPitch(samples: ArrayLike<number>, sampleRate: number): number {
  const shortest = Math.floor(sampleRate / 600);
  const longest = Math.min(Math.ceil(sampleRate / 60), Math.floor(samples.length / 2));
  const correlation = new Float64Array(longest + 2);
  for (let lag = shortest - 1; lag <= longest + 1; lag++) {
    let product = 0;
    let here = 0;
    let there = 0;
    for (let i = 0; i + lag < samples.length; i++) {
      product += samples[i] * samples[i + lag];
      here += samples[i] * samples[i];
      there += samples[i + lag] * samples[i + lag];
    }
    correlation[lag] = product / Math.sqrt(here * there);
  }
  const goodEnough = 0.96 * Math.max(...correlation.subarray(shortest, longest + 1));
  let lag = shortest;
  while (
    !(
      correlation[lag] >= goodEnough &&
      correlation[lag] >= correlation[lag - 1] &&
      correlation[lag] >= correlation[lag + 1]
    )
  ) {
    lag++;
  }
  const [before, peak, after] = correlation.subarray(lag - 1, lag + 2);
  return sampleRate / (lag + (0.5 * (before - after)) / (before - 2 * peak + after));
}
