import { createLcg, expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { betaProbabilities } from '../../src/features/voice/beta-probabilities.js';
import { pitchPath } from '../../src/features/voice/pitch-path.js';
import { yinFrames } from '../../src/features/voice/yin-frames.js';
import { jitter, pyin, shimmer, voicedShare, yin } from '../../src/index.js';

const range = { fMin: 65, fMax: 1000 };
const noise = Float32Array.from(createLcg(3).array(6000));
const sine = (hz: number, rate: number, length: number, amplitude = (_: number) => 0.5) =>
  Float32Array.from({ length }, (_, n) => amplitude(n) * Math.sin((2 * Math.PI * hz * n) / rate));

describe('yin', () => {
  // Few periods a frame: the algorithm itself is off by that much, and librosa with it.
  test.each([
    [80, 0.02],
    [220, 0.005],
    [440, 0.005],
    [700.5, 0.005],
  ])('finds a sine of %f Hz to %f of it', (hz, share) => {
    const f0 = yin(sine(hz, 48000, 24000), 48000, range);
    expect(f0).toHaveLength(1 + Math.floor(24000 / 512));
    for (const value of f0.subarray(4, -4)) expect(Math.abs(value / hz - 1)).toBeLessThan(share);
  });

  test('has the difference function of its definition, computed pair by pair', () => {
    const options = { fMin: 100, fMax: 800, frameLength: 512, hopLength: 200 };
    const { forEach, minPeriod, frames } = yinFrames('yin', noise, 16000, options);
    expect([minPeriod, frames]).toEqual([20, 31]);
    forEach((t, differences) => {
      const frame = Array.from({ length: 512 }, (_, i) => noise[t * 200 - 256 + i] ?? 0);
      const difference = (lag: number) => {
        let sum = 0;
        // Behind the frame there is nothing: the last `lag` samples are compared with zeros.
        for (let i = 0; i < 512; i++) sum += (frame[i] - (frame[i + lag] ?? 0)) ** 2;
        return sum;
      };
      if (t % 10 !== 5) return;
      const all = Array.from({ length: 161 }, (_, lag) => difference(lag));
      const expected = Array.from({ length: 141 }, (_, i) => {
        const lag = 20 + i;
        return all[lag] / (all.slice(1, lag + 1).reduce((total, value) => total + value, 0) / lag);
      });
      expectAllClose(differences, expected, { rtol: 1e-9 });
    });
  });

  test('takes the first dip below the threshold, else the deepest', () => {
    // A strong second harmonic: the half period dips, but less deep.
    const samples = Float32Array.from({ length: 8000 }, (_, n) => {
      const phase = (2 * Math.PI * 100 * n) / 16000;
      return 0.1 * Math.sin(phase) + 0.5 * Math.sin(2 * phase);
    });
    expect(yin(samples, 16000, { ...range, troughThreshold: 0.5 })[8] / 200).toBeCloseTo(1, 1);
    expect(yin(samples, 16000, { ...range, troughThreshold: 0.01 })[8] / 100).toBeCloseTo(1, 1);
  });

  test('silence has the highest frequency, as in librosa', () => {
    expect([...yin(new Float32Array(4000), 48000, range)]).toEqual(new Array(8).fill(1000));
  });
});

describe('pyin', () => {
  test('tells a tone from silence and noise, and finds it within half a bin', () => {
    const samples = new Float32Array(36000);
    samples.set(sine(220, 16000, 12000), 12000);
    for (let n = 24000; n < 36000; n++) samples[n] = noise[n % 6000] * 0.5;
    const { f0, voicedFlag, voicedProb } = pyin(samples, 16000, range);
    expect(f0).toHaveLength(71);
    for (let t = 0; t < 71; t++) {
      const center = t * 512;
      if (center < 10000 || center > 26500) expect([voicedFlag[t], f0[t]]).toEqual([false, Number.NaN]);
      if (center > 13500 && center < 22500) {
        expect(voicedFlag[t]).toBe(true);
        expect(Math.abs(12 * Math.log2(f0[t] / 220))).toBeLessThan(0.051);
        expect(voicedProb[t]).toBeGreaterThan(0.9);
      }
    }
    expect(voicedShare(f0)).toBeCloseTo(voicedFlag.filter(Boolean).length / 71, 12);
  });

  test('an empty signal is one frame without a voice', () => {
    const { f0, voicedFlag, voicedProb } = pyin(new Float32Array(0), 16000, { ...range, fillNa: 0 });
    expect([[...f0], voicedFlag, [...voicedProb]]).toEqual([[0], [false], [0]]);
  });

  test('thresholds are weighed by the beta distribution', () => {
    // Beta(1, 1) is even, Beta(2, 1) has the distribution function x^2, Beta(1, 3) has 1 - (1 - x)^3.
    expectAllClose(betaProbabilities(4, 1, 1), [0.25, 0.25, 0.25, 0.25], { rtol: 1e-14 });
    expectAllClose(betaProbabilities(4, 2, 1), [1 / 16, 3 / 16, 5 / 16, 7 / 16], { rtol: 1e-14 });
    expectAllClose(betaProbabilities(2, 1, 3), [7 / 8, 1 / 8], { rtol: 1e-14 });
    // Beta(1/2, 1/2) has 2 / pi asin(sqrt(x)).
    expectAllClose(betaProbabilities(2, 0.5, 0.5), [0.5, 0.5], { rtol: 1e-12 });
    expectAllClose(betaProbabilities(4, 0.5, 0.5).subarray(0, 1), [(2 / Math.PI) * Math.asin(0.5)], { rtol: 1e-12 });
  });

  test.each([
    [5, 3],
    [6, 4],
    [5, 4],
    [7, 1],
    [4, 9],
  ])('its path over %i bins with triangles of %i is the best of all paths', (bins, width) => {
    const lcg = createLcg(bins * width);
    const frames = 4;
    const observed = Array.from({ length: frames }, () =>
      lcg.array(bins).map((value) => (value < 0 ? 0 : value / bins)),
    );
    const path = pitchPath({ frames, bins, width, switchProb: 0.2 });
    for (const voiced of observed) path.add(voiced, sum(voiced));
    const states = [...path.states()];

    // librosa's matrix: a triangle rolled into each row, what is out of reach knocked out, rows scaled to 1.
    const windowed = Array.from({ length: bins }, (_, from) => {
      const row = new Array<number>(bins).fill(0);
      for (let m = 0; m < width; m++) {
        const offset = m - Math.floor(width / 2) + (width % 2 === 0 && bins % 2 === 0 ? 1 : 0);
        const to = from + offset;
        const height = width % 2 === 0 ? Math.min(2 * m + 1, 2 * (width - m) - 1) / width : Math.min(m + 1, width - m);
        if (to >= 0 && to < bins) row[to] = height;
      }
      return row.map((value) => value / sum(row));
    });
    const log = (probability: number) => Math.log(probability + 2 ** -1022);
    const step = (from: number, to: number) =>
      log((Math.floor(from / bins) === Math.floor(to / bins) ? 0.8 : 0.2) * windowed[from % bins][to % bins]);
    const seen = (t: number, state: number) =>
      log(state < bins ? observed[t][state] : (1 - Math.min(1, sum(observed[t]))) / bins);
    const score = (states: number[]) =>
      states.reduce((total, state, t) => total + seen(t, state) + (t > 0 ? step(states[t - 1], state) : 0), 0);
    let best = Number.NEGATIVE_INFINITY;
    for (let code = 0; code < (2 * bins) ** frames; code++) {
      const one = Array.from({ length: frames }, (_, t) => Math.floor(code / (2 * bins) ** t) % (2 * bins));
      best = Math.max(best, score(one));
    }
    expect(score(states)).toBeCloseTo(best, 9);
  });
});

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

test('voicedShare counts what is above 0', () => {
  expect(voicedShare([110, Number.NaN, 0, 200])).toBe(0.5);
  expect(voicedShare(Float32Array.of())).toBeNaN();
});

describe('jitter', () => {
  test('is the mean distance of neighbouring periods over their mean', () => {
    // Periods of 10, 8 and 10 ms.
    expect(jitter([100, 125, 100])).toBeCloseTo(2 / (28 / 3), 12);
    expect(jitter(new Float32Array(20).fill(150))).toBe(0);
  });

  test('compares neither across a frame without a voice nor across a jump', () => {
    expect(jitter([100, Number.NaN, 125])).toBeNaN();
    expect(jitter([100, 100, 0, 125, 125])).toBe(0);
    // Octave errors: 100 to 200 is no pair, 200 to 210 is one.
    expect(jitter([100, 200, 210])).toBeCloseTo((1 / 200 - 1 / 210) / ((1 / 200 + 1 / 210) / 2), 12);
    expect(jitter([100, 200], { maxPeriodFactor: 2 })).toBeCloseTo(5 / 7.5, 12);
    expect(jitter([])).toBeNaN();
  });

  test('of a swaying tone is found from its samples', () => {
    // f0 = 200 + 10 sin(2 pi 5 t): over 5 ms the period changes by 2 pi 5 * 10 / 200^2 * |cos| * 5 ms.
    const samples = Float32Array.from({ length: 32000 }, (_, n) => {
      const t = n / 16000;
      return 0.5 * Math.sin(2 * Math.PI * (200 * t - (10 / (2 * Math.PI * 5)) * Math.cos(2 * Math.PI * 5 * t)));
    });
    const f0 = yin(samples, 16000, { ...range, frameLength: 1024, hopLength: 80 }).subarray(20, -20);
    const expected = ((2 / Math.PI) * 2 * Math.PI * 5 * 10 * 0.005) / 200;
    expect(Math.abs(jitter(f0) / expected - 1)).toBeLessThan(0.15);
  });
});

describe('shimmer', () => {
  const f0 = new Float32Array(40).fill(100);

  test('is 0 for an even tone and 2 d for amplitudes that change between 1 - d and 1 + d', () => {
    expect(shimmer(sine(100, 16000, 16000), 16000, f0)).toBeLessThan(1e-6);
    const uneven = sine(100, 16000, 16000, (n) => (Math.floor(n / 160) % 2 === 0 ? 0.55 : 0.45));
    expect(shimmer(uneven, 16000, f0, { firstCenter: 256 })).toBeCloseTo(0.2, 5);
  });

  test('leaves out frames without a voice and jumps of the amplitude', () => {
    const half = sine(100, 16000, 16000, (n) => (n < 8000 ? 0.5 : 0.1));
    expect(shimmer(half, 16000, f0)).toBeLessThan(1e-6);
    expect(shimmer(half, 16000, f0, { maxAmplitudeFactor: 10 })).toBeGreaterThan(0.01);
    expect(shimmer(half, 16000, new Float32Array(40).fill(Number.NaN))).toBeNaN();
    expect(shimmer(new Float32Array(16000), 16000, f0)).toBeNaN();
    expect(shimmer(half, 16000, [])).toBeNaN();
  });
});
