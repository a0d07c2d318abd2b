import { createStftStream, hzToMel, melToHz, resample } from '@aver/spectrogram';
import type { Sound, SpectrumColumn } from './calls.js';

/** What the models of the paper learned from is sampled at this rate. */
const modelSampleRate = 48_000;

/** Columns a second: one for each frame that the page draws. */
const columnsPerSecond = 60;

/** Rows of a column, evenly spaced in mel from 0 Hz to the highest frequency. */
const columnRows = 160;
const highestFrequency = 12_000;

const nFft = 2048;
/** Levels from quiet to loud in dB relative to full scale, as in the models' pictures. */
const range = { min: -110, max: -20 };

/**
 * Takes in the chunks that the microphone's worklet sends straight to this worker, and computes the spectrum as it
 * comes. `null` ends it.
 *
 * @param onColumn Gets each column of the live spectrogram.
 * @returns The whole sound at 48 kHz.
 */
export async function listen(
  { port, sampleRate }: { port: MessagePort; sampleRate: number },
  onColumn: (column: SpectrumColumn) => void,
): Promise<Sound> {
  const toColumn = columnOf(sampleRate);
  const hopLength = Math.round(sampleRate / columnsPerSecond);
  const stream = createStftStream(({ real, imaginary }) => onColumn(toColumn(real, imaginary)), { nFft, hopLength });
  const chunks: Float32Array[] = [];
  await new Promise<void>((resolve) => {
    port.onmessage = ({ data }: MessageEvent<Float32Array | null>) => {
      if (data === null) return resolve();
      chunks.push(data);
      stream.push(data);
    };
  });
  port.close();
  const samples = new Float32Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    samples.set(chunk, at);
    at += chunk.length;
  }
  return { samples: resample(samples, Math.round(sampleRate), modelSampleRate), sampleRate: modelSampleRate };
}

function columnOf(sampleRate: number): (real: Float32Array, imaginary: Float32Array) => SpectrumColumn {
  const highest = hzToMel(Math.min(highestFrequency, sampleRate / 2)) as number;
  const bins = Array.from({ length: columnRows }, (_, row) => {
    const hz = melToHz((highest * (columnRows - 1 - row)) / (columnRows - 1)) as number;
    return Math.round((hz * nFft) / sampleRate);
  });
  return (real, imaginary) =>
    Uint8Array.from(bins, (bin) => {
      const power = (real[bin] ** 2 + imaginary[bin] ** 2) / nFft ** 2;
      const level = (10 * Math.log10(power + 1e-20) - range.min) / (range.max - range.min);
      return Math.round(255 * Math.min(1, Math.max(0, level)));
    });
}
