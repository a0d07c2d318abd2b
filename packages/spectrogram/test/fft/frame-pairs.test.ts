import { createLcg } from '@aver/test-helpers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { framePairs } from '../../src/fft/frame-pairs.js';
import { realFft } from '../../src/fft/real-fft.js';

const signal = Float32Array.from(createLcg(61).array(9000));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('framePairs', () => {
  for (let nFft = 4; nFft <= 4096; nFft *= 2) {
    test(`two frames of ${nFft} samples have the spectra and magnitudes that realFft gives, bit for bit`, () => {
      const pair = framePairs(nFft);
      if (!pair) throw new Error('no WebAssembly here');
      const window = createLcg(nFft).array(nFft);
      pair.window.set(window);
      for (const f of [0, 1]) pair.frames[f].set(signal.subarray(1000 * f, 1000 * f + nFft));
      pair.transform();
      const power = pair.magnitudes(true).slice();
      const magnitudes = pair.magnitudes(false);
      const plan = realFft(nFft);
      for (const f of [0, 1]) {
        for (let n = 0; n < nFft; n++) plan.input[n] = signal[1000 * f + n] * window[n];
        plan.forward();
        for (let k = 0; k < plan.bins; k++) {
          const [re, im] = plan.spectrum.subarray(2 * k, 2 * k + 2);
          const ours = [pair.spectra[4 * k + f], pair.spectra[4 * k + 2 + f], power[2 * k + f], magnitudes[2 * k + f]];
          const plain = [re, im, Math.fround(re * re + im * im), Math.fround(Math.sqrt(re * re + im * im))];
          // Not toEqual, which tells 0 from -0.
          if (ours.some((value, i) => value !== plain[i])) expect(ours, `frequency ${k}`).toEqual(plain);
        }
      }
    });
  }

  test('there is none for other sizes', () => {
    for (const nFft of [1, 2, 3, 6, 1000, 2047, 2 ** 17]) expect(framePairs(nFft)).toBeUndefined();
  });

  test('where WebAssembly is missing or forbidden, features are the same to the bit', async () => {
    const options = { nFft: 512, hopLength: 100, padMode: 'reflect' } as const;
    const fast = await import('../../src/index.js');
    const expected = [fast.spectrogram(signal, options), fast.spectrogram(signal, { ...options, power: 3 })];
    const expectedTransform = fast.stft(signal, { ...options, winLength: 300 });
    const refused = {
      ...WebAssembly,
      Module: class {
        constructor() {
          throw new Error('forbidden');
        }
      },
    };
    for (const replacement of [undefined, refused]) {
      vi.resetModules();
      vi.stubGlobal('WebAssembly', replacement);
      expect((await import('../../src/fft/frame-pairs.js')).framePairs(512)).toBeUndefined();
      const plain = await import('../../src/index.js');
      expect([plain.spectrogram(signal, options), plain.spectrogram(signal, { ...options, power: 3 })]).toEqual(
        expected,
      );
      expect(plain.stft(signal, { ...options, winLength: 300 })).toEqual(expectedTransform);
    }
  });

  test('many sizes one after the other all work', () => {
    for (let round = 0; round < 2; round++) {
      for (let nFft = 4; nFft <= 2 ** 16; nFft *= 2) {
        const pair = framePairs(nFft);
        pair?.window.fill(1);
        pair?.frames[0].fill(1);
        pair?.frames[1].fill(2);
        pair?.transform();
        expect([pair?.spectra[0], pair?.spectra[1]]).toEqual([nFft, 2 * nFft]);
      }
    }
  });
});
