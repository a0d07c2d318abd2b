import { expectAllClose } from '@aver/test-helpers';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/synthetic/create-random.js';
import { createGlottalSource } from '../../src/synthetic/sound/glottal-source.js';

const steady = { sampleRate: 48000, openQuotient: 0.6, jitter: 0, shimmer: 0 };

function run(length: number, pitch: number, options = steady) {
  const glottis = createGlottalSource(options, createRandom('test'));
  return Array.from({ length }, () => {
    glottis.next(pitch);
    return { flow: glottis.flow, slope: glottis.slope };
  });
}

test('one period is the polynomial 27/4 (x^2 - x^3) while open, and 0 while shut', () => {
  const flow = run(480, 100).map((sample) => sample.flow); // 100 Hz: 480 samples a period, 288 of them open
  expectAllClose(
    flow,
    flow.map((_, i) => (i < 288 ? 6.75 * ((i / 288) ** 2 - (i / 288) ** 3) : 0)),
    { atol: 1e-9 },
  );
  expect(flow.indexOf(Math.max(...flow))).toBe(192); // two thirds of the opening
  expect(flow[192]).toBeCloseTo(1, 12);
});

test('the slope is the difference of the flow, and its sum over a period is 0', () => {
  const samples = run(481, 100);
  expectAllClose(
    samples.slice(1).map(({ slope }) => slope),
    samples.slice(1).map(({ flow }, i) => (flow - samples[i].flow) * 480),
    { atol: 1e-9 },
  );
  expect(samples.slice(1).reduce((sum, { slope }) => sum + slope, 0)).toBeCloseTo(0, 6);
});

test('periods need not be whole numbers of samples: 1000 periods of 430.1 Hz take 1000 / 430.1 s', () => {
  const flow = run(Math.round((48000 * 1000) / 430.1) + 10, 430.1).map((sample) => sample.flow);
  const openings = flow.filter((value, i) => i > 0 && value > 0 && flow[i - 1] === 0).length;
  expect(Math.abs(openings - 1000)).toBeLessThanOrEqual(1);
});

test('jitter spreads the periods and shimmer the pulses by the given shares', () => {
  const flow = run(48000 * 20, 100, { ...steady, jitter: 0.02, shimmer: 0.1 }).map((sample) => sample.flow);
  const starts: number[] = [];
  const peaks: number[] = [];
  let peak = 0;
  flow.forEach((value, i) => {
    if (i > 0 && value > 0 && flow[i - 1] === 0) starts.push(i);
    if (value === 0 && peak > 0) {
      peaks.push(peak);
      peak = 0;
    }
    peak = Math.max(peak, value);
  });
  const deviation = (values: number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) / mean;
  };
  expect(Math.abs(deviation(starts.slice(1).map((start, i) => start - starts[i])) - 0.02)).toBeLessThan(0.002);
  expect(Math.abs(deviation(peaks) - 0.1)).toBeLessThan(0.01);
});
