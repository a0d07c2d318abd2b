// Which Fourier transform the package should stand on: speed and precision of ours, fft.js and pffft-wasm.
//
//   npx tsx benchmarks/spectrogram/ffts.ts FOLDER     with fft.js and @echogarden/pffft-wasm in FOLDER/node_modules
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { realFft } from '../../packages/spectrogram/src/fft/real-fft.js';
import { frameLayout } from '../../packages/spectrogram/src/stft/frame-layout.js';
import { transformInKernel } from '../../packages/spectrogram/src/stft/transform-in-kernel.js';
import { median } from './times.js';

const nFft = 2048;
const hop = 512;
const frames = 340;
const bins = nFft / 2 + 1;
const folder = resolve(process.argv[2] ?? '.');
const fromFolder = createRequire(join(folder, 'package.json'));

// A recording of about 3.7 s: tones of falling strength over a noise 70 dB below them, as 16-bit numbers.
let state = 1;
const samples = Float32Array.from({ length: (frames - 1) * hop + nFft }, (_, n) => {
  state = (Math.imul(1664525, state) + 1013904223) >>> 0;
  let value = 1e-4 * (state / 2 ** 31 - 1);
  for (let k = 1; k <= 20; k++) value += (0.3 / k ** 2) * Math.sin(0.02 * k * n);
  return Math.round(32768 * value) / 32768;
});
const layout = frameLayout('ffts', { nFft, hopLength: hop, center: false });
const { window } = layout;

/** Gets the magnitudes of frame t, bins values. */
type Transform = (t: number, out: Float64Array) => void;

function ours(): Transform {
  const plan = realFft(nFft);
  return (t, out) => {
    for (let n = 0; n < nFft; n++) plan.input[n] = samples[t * hop + n] * window[n];
    plan.forward();
    magnitudes(plan.spectrum, out);
  };
}

function fftJs(): Transform {
  const FFT = fromFolder('fft.js');
  const plan = new FFT(nFft);
  const input = new Float64Array(nFft);
  const spectrum = plan.createComplexArray();
  return (t, out) => {
    for (let n = 0; n < nFft; n++) input[n] = samples[t * hop + n] * window[n];
    plan.realTransform(spectrum, input);
    magnitudes(spectrum, out);
  };
}

async function pffft(variant: 'simd' | 'non-simd'): Promise<{ whole: Transform; alone: Transform }> {
  const path = join(folder, 'node_modules/@echogarden/pffft-wasm/dist', variant, 'pffft.js');
  const module = await (await import(pathToFileURL(path).href)).default();
  const setup = module._pffft_new_setup(nFft, 0);
  const [input, output, work] = [0, 0, 0].map(
    () => module._pffft_aligned_malloc?.(4 * nFft) ?? module._malloc(4 * nFft),
  );
  const alone: Transform = () => module._pffft_transform_ordered(setup, input, output, work, 0);
  const whole: Transform = (t, out) => {
    const real: Float32Array = module.HEAPF32.subarray(input / 4, input / 4 + nFft);
    for (let n = 0; n < nFft; n++) real[n] = samples[t * hop + n] * window[n];
    alone(t, out);
    const spectrum: Float32Array = module.HEAPF32.subarray(output / 4, output / 4 + nFft);
    magnitudes(spectrum, out);
    // The real parts at 0 and nFft / 2 share the first number.
    out[0] = Math.abs(spectrum[0]);
    out[bins - 1] = Math.abs(spectrum[1]);
  };
  return { whole, alone };
}

function magnitudes(spectrum: ArrayLike<number>, out: Float64Array): void {
  for (let k = 0; k < bins; k++) {
    const re = spectrum[2 * k];
    const im = spectrum[2 * k + 1];
    out[k] = Math.sqrt(re * re + im * im);
  }
}

function all(transform: Transform): Float64Array {
  const result = new Float64Array(frames * bins);
  for (let t = 0; t < frames; t++) transform(t, result.subarray(t * bins, (t + 1) * bins));
  return result;
}

function measure(name: string, work: () => unknown, result: Float64Array | undefined): void {
  for (let i = 0; i < 20; i++) work();
  const times = Array.from({ length: 60 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  const speed = `${median(times).toFixed(2)} ms (${(frames / median(times)).toFixed(0)} thousand/s)`;
  if (!result) {
    console.log(`${name.padEnd(34)} ${speed}`);
    return;
  }
  let apart = 0;
  let decibels = 0;
  const max = exact.reduce((a, b) => Math.max(a, b), 0);
  exact.forEach((value, i) => {
    apart = Math.max(apart, Math.abs(result[i] - value) / max);
    if (value > 1e-4 * max) decibels = Math.max(decibels, Math.abs(20 * Math.log10(result[i] / value)));
  });
  console.log(
    `${name.padEnd(34)} ${speed}; off by ${apart.toExponential(1)} of the maximum, ` +
      `${decibels.toExponential(1)} dB within 80 dB of it`,
  );
}

const exact = all(ours());
console.log(`${frames} frames of ${nFft} samples: window, transform, magnitudes`);
const simd = await pffft('simd');
const jobs: Record<string, Transform> = {
  'ours, plain (float64)': ours(),
  'fft.js (float64)': fftJs(),
  'pffft-wasm (float32)': (await pffft('non-simd')).whole,
  'pffft-wasm/simd (float32)': simd.whole,
  'pffft-wasm/simd, transform alone': simd.alone,
};
const column = new Float64Array(bins);
for (const [name, transform] of Object.entries(jobs)) {
  const work = (): void => {
    for (let t = 0; t < frames; t++) transform(t, column);
  };
  measure(name, work, name.endsWith('alone') ? undefined : all(transform));
}
let kernel = new Float64Array(frames * bins);
const inKernel = (visit: (values: Float32Array) => void) => (): void => {
  if (!transformInKernel('ffts', samples, layout, 'magnitude', ({ values }) => visit(values)))
    throw new Error('no SIMD');
};
inKernel((values) => {
  kernel = Float64Array.from(exact, (_, i) => values[(i % bins) * frames + Math.floor(i / bins)]);
})();
measure(
  'ours, SIMD kernel (float64)',
  inKernel(() => {}),
  kernel,
);
