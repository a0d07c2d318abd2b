import { readFileSync } from 'node:fs';
import { expectAllClose } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { type PyinOptions, pyin, yin } from '../../src/index.js';
import { pitchSignal } from './pitch-signal.js';

interface Case {
  function: 'yin' | 'pyin';
  options: PyinOptions;
  f0: Array<number | null>;
  voicedFlag?: number[];
  voicedProb?: number[];
}
const { cases }: { cases: Case[] } = JSON.parse(readFileSync(new URL('pitch.json', import.meta.url), 'utf8'));
const samples = pitchSignal();
const withNaN = (values: Array<number | null>) => values.map((value) => value ?? Number.NaN);

describe('librosa 0.11.0', () => {
  test.each(cases.filter((one) => one.function === 'yin'))('yin $options', ({ options, f0 }) => {
    // librosa's difference is float32: a shallow dip moves by that.
    expectAllClose(yin(samples, 22050, options), withNaN(f0), { rtol: 2e-5 });
  });

  test.each(cases.filter((one) => one.function === 'pyin'))('pyin $options', ({ options, f0, ...expected }) => {
    const ours = pyin(samples, 22050, options);
    expectAllClose(ours.f0, withNaN(f0), { rtol: 1e-6 });
    expect(ours.voicedFlag.map(Number)).toEqual(expected.voicedFlag);
    expectAllClose(ours.voicedProb, expected.voicedProb ?? [], { atol: 1e-6 });
  });
});
