import { realFft } from '../../fft/real-fft.js';
import { kernel, reserve } from '../../kernel/kernel.js';
import { fillFirstTable, isKernelSize, tables } from '../../stft/transform-in-kernel.js';

/** The frames of a signal of which {@link autocorrelations} are wanted. */
export interface AutocorrelationFrames {
  frames: number;
  frameLength: number;
  hopLength: number;
  /** How many lags, from 0 on; at most frameLength. */
  lags: number;
}

/**
 * r(k) = sum over n of x[n] x[n + k] of each frame alone, in float64, by two Fourier transforms; in WebAssembly where that is
 * possible, to the same bits.
 *
 * @param samples From the first frame's first sample to the last frame's last.
 * @returns (frames, lags), rows one after the other.
 */
export function autocorrelations(samples: Float32Array, layout: AutocorrelationFrames): Float64Array {
  const { frames, frameLength, hopLength, lags } = layout;
  // Zeros behind the frame, so that no lag wraps round.
  const size = 2 ** Math.ceil(Math.log2(frameLength + lags - 1));
  const inKernel = correlatedInKernel(samples, layout, size);
  if (inKernel) return inKernel;
  const result = new Float64Array(frames * lags);
  const { input, spectrum, forward, inverse } = realFft(size);
  for (let t = 0; t < frames; t++) {
    input.fill(0);
    input.set(samples.subarray(t * hopLength, t * hopLength + frameLength));
    forward();
    for (let i = 0; i < spectrum.length; i += 2) {
      spectrum[i] = spectrum[i] * spectrum[i] + spectrum[i + 1] * spectrum[i + 1];
      spectrum[i + 1] = 0;
    }
    result.set(inverse().subarray(0, lags), t * lags);
  }
  return result;
}

function correlatedInKernel(
  samples: Float32Array,
  { frames, frameLength, hopLength, lags }: AutocorrelationFrames,
  size: number,
): Float64Array | undefined {
  const wasm = isKernelSize(size) && kernel();
  if (!wasm) return undefined;
  const evenLags = lags + (lags % 2);
  const { firstTwiddles, twiddles, realTwiddles } = tables(size);
  const sampleCount = (frames - 1) * hopLength + size;
  const places = reserve(wasm, [
    4 * sampleCount,
    14 * size,
    16 * size,
    16 * size,
    8 * firstTwiddles.length,
    8 * twiddles.length,
    8 * realTwiddles.length,
    8 * frames * evenLags,
  ]);
  const [samplePlace, table, a, b, firstPlace, twiddlePlace, realPlace, out] = places;
  const { buffer } = wasm.memory;
  const part = new Float32Array(buffer, samplePlace, sampleCount);
  part.set(samples);
  part.fill(0, samples.length);
  fillFirstTable(new Float64Array(buffer, table, (14 * size) / 8), frameWindow(size, frameLength), firstTwiddles);
  new Float64Array(buffer, firstPlace, firstTwiddles.length).set(firstTwiddles);
  new Float64Array(buffer, twiddlePlace, twiddles.length).set(twiddles);
  new Float64Array(buffer, realPlace, realTwiddles.length).set(realTwiddles);
  wasm.autocorrelations(
    ...([
      size,
      hopLength,
      frames,
      evenLags,
      samplePlace,
      table,
      a,
      b,
      firstPlace,
      twiddlePlace,
      realPlace,
      out,
    ] as const),
  );
  const rows = new Float64Array(buffer, out, frames * evenLags);
  if (evenLags === lags) return rows.slice();
  const result = new Float64Array(frames * lags);
  for (let t = 0; t < frames; t++) result.set(rows.subarray(t * evenLags, t * evenLags + lags), t * lags);
  return result;
}

function frameWindow(size: number, frameLength: number): Float64Array {
  return new Float64Array(size).fill(1, 0, frameLength);
}
