import { readFileSync } from 'node:fs';
import { expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { stft } from '../../src/index.js';
import { goldenSignals } from './golden-signals.js';

interface Case {
  nFft: number;
  length: number;
  step: number;
  largest: number;
  real: number[];
  imaginary: number[];
}
const { cases }: { cases: Case[] } = JSON.parse(readFileSync(new URL('sizes.json', import.meta.url), 'utf8'));

describe('librosa 0.11.0', () => {
  test.each(cases)('stft of frames of $nFft samples', ({ nFft, length, step, largest, ...expected }) => {
    const { real, imaginary } = stft(goldenSignals.lcg_noise(), { nFft, hopLength: 500 });
    expect(real.length).toBe(length);
    const isKept = (_: number, i: number): boolean => i % step === 0;
    expectAllClose(real.filter(isKept), expected.real, { atol: 1e-7 * largest });
    expectAllClose(imaginary.filter(isKept), expected.imaginary, { atol: 1e-7 * largest });
  });
});
