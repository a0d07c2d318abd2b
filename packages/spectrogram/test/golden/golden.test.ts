import { createHash } from 'node:crypto';
import { expectAllClose, realRecordings } from '@aver/test-helpers';
import { describe, expect, test } from 'vitest';
import { listRecordings } from '../../../ravdess/src/node.js';
import {
  chromaFilterBank,
  getWindow,
  hzToMel,
  type Matrix,
  melFilterBank,
  melToHz,
  resample,
} from '../../src/index.js';
import { expectComparisons } from './expect-comparisons.js';
import { goldenComparisons } from './golden-comparisons.js';
import { goldenSignals } from './golden-signals.js';
import { readGolden } from './read-golden.js';

const synthetic = readGolden('features-synthetic.json');

describe('signals given by formula', () => {
  for (const golden of synthetic.files) {
    const samples = goldenSignals[golden.name]();

    test(`${golden.name}: every feature is librosa's`, () => {
      expect(createHash('sha256').update(new Uint8Array(samples.buffer)).digest('hex')).toBe(
        golden.sha256_of_float32le_bytes,
      );
      expectComparisons(goldenComparisons(golden, samples));
    });
  }

  test('the resampled chirp is what soxr makes of it, where its frequency is far from both filters edges', () => {
    const { resample_22050: golden } = synthetic.files[1];
    const resampled = resample(goldenSignals.chirp100_8000(), 48000, 22050);
    expect(resampled.length).toBe(golden.length);
    expectAllClose(resampled.subarray(golden.mid_start, golden.mid_start + 32), golden.mid_32, { atol: 2e-6 });
  });
});

describe('filter banks', () => {
  for (const [rate, golden] of Object.entries(synthetic.filterbanks)) {
    if (rate === 'window') continue;
    const sampleRate = Number(rate);

    test(`mel filters at ${rate} Hz lie where librosa's lie and weigh as much`, () => {
      const bank = melFilterBank(sampleRate);
      expect(bank.shape).toEqual(golden.mel.shape);
      const rows = rowsOf(bank);
      const total = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
      expectAllClose(rows.map(total), golden.mel.row_sums, { rtol: 1e-6 });
      expectAllClose(
        rows.map((row) => Math.max(...row)),
        golden.mel.row_max,
        { rtol: 1e-6 },
      );
      expect(rows.map((row) => row.findIndex((weight) => weight > 0))).toEqual(golden.mel.first_nonzero_bin);
      expect(rows.map((row) => row.findLastIndex((weight) => weight > 0))).toEqual(golden.mel.last_nonzero_bin);
    });

    test(`mel corners at ${rate} Hz are librosa's`, () => {
      const high = hzToMel(sampleRate / 2);
      const corners = [0, 1, 2, 32, 33, 64, 96, 128, 129].map((i) => melToHz((i * high) / 129));
      expectAllClose(corners, golden.mel_frequencies_130.value, { rtol: 1e-7 });
    });

    test(`chroma filters at ${rate} Hz are librosa's`, () => {
      const bank = chromaFilterBank(sampleRate);
      expect(bank.shape).toEqual(golden.chroma.shape);
      const rows = rowsOf(bank);
      expectAllClose(
        rows.map((row) => row.reduce((a, b) => a + b, 0)),
        golden.chroma.row_sums,
        { rtol: 1e-6 },
      );
      for (const [key, bin] of [
        ['bin_0_column', 0],
        ['bin_19_column', 19],
        ['bin_200_column', 200],
      ] as const) {
        const column = rows.map((row) => row[bin]);
        expectComparisons([{ name: key, actual: column, expected: golden.chroma[key], rtol: 1e-5, atol: 1e-30 }]);
      }
    });
  }

  test('the window is periodic', () => {
    const golden = synthetic.filterbanks.window;
    const window = getWindow('hann', 2048);
    expectAllClose(window.subarray(0, 8), golden.first_8, { atol: 1e-9 });
    expectAllClose(window.subarray(-2), golden.last_2, { atol: 1e-9 });
    expect(window[1024]).toBe(golden.at_1024);
  });
});

const path = realRecordings();

describe.skipIf(!path)('real recordings', () => {
  const { files } = readGolden('features-ravdess.json');

  test("every feature of six recordings is librosa's", { timeout: 60_000 }, async () => {
    const { recordings, close } = await listRecordings(path as string);
    try {
      for (const golden of files) {
        const recording = recordings.find(({ name }) => golden.file.endsWith(`/${name}`));
        expect(recording, golden.file).toBeDefined();
        if (!recording) continue;
        const { samples } = await recording.read();
        expect(samples.length).toBe(golden.y.length);
        expectComparisons(goldenComparisons(golden, samples));
        // The two filters differ where the band ends, and some sibilance lies there.
        const { load_22050: resampled } = golden;
        const middle = resample(samples, 48000, 22050).subarray(resampled.mid_start, resampled.mid_start + 32);
        expectAllClose(middle, resampled.mid_32, { atol: 6e-4 * resampled.peak });
      }
    } finally {
      await close();
    }
  });
});

function rowsOf({ data, shape: [rows, columns] }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, row) => Array.from(data.subarray(row * columns, (row + 1) * columns)));
}
