import { powerToDb } from '../../decibel/power-to-db.js';
import type { Matrix } from '../../matrix.js';
import { requireInteger, requireSamples } from '../../require-argument.js';
import { resample } from '../../resample/resample.js';
import { melSpectrogram } from './mel-spectrogram.js';

const rate = 16000;
const nFft = 512;
const hopLength = 160;

/** What the network takes at least, and the samples that they are made of. */
const leastFrames = 76;
const leastSamples = nFft + (leastFrames - 1) * hopLength;

/**
 * The input of `speechEmbedding` of @aver/models: 32 log-mel bands from 60 to 3,800 Hz every 10 ms, of windows of 25 ms.
 *
 * At 16 kHz, of samples times 32,767: values are dB / 10 + 2, dB = 10 log10(max(S, 1e-10)) of the mel spectrogram S, and
 * none is more than 80 dB below the signal's loudest, so that a frame depends a little on the whole signal. Frames are not
 * centred: frame t begins at sample 160 t. A signal of less than 12,512 samples, 0.78 s, is followed by silence, so that
 * there are the 76 frames that the network takes at least.
 *
 * @param samples Mono signal.
 * @param sampleRate Hz, a whole number.
 * @returns (32, frames), frames = 1 + floor((n - 512) / 160) of n samples at 16 kHz, at least 76.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are not finite, or a rate that is not a positive integer.
 * @see Lin, Kilgour, Roblek, Sharifi 2020, arXiv 2002.01322; the front end as openWakeWord publishes it;
 * librosa.feature.melspectrogram and power_to_db, 0.11.0
 * @example
 * speechEmbeddingSpectrogram(new Float32Array(32000), 16000).shape; // [32, 197]
 */
export function speechEmbeddingSpectrogram(samples: Float32Array, sampleRate: number): Matrix {
  requireSamples('speechEmbeddingSpectrogram', samples);
  requireInteger('speechEmbeddingSpectrogram', 'sampleRate', sampleRate);
  const signal = sampleRate === rate ? samples : resample(samples, sampleRate, rate);
  const scaled = new Float32Array(Math.max(signal.length, leastSamples));
  for (let n = 0; n < signal.length; n++) scaled[n] = 32767 * signal[n];
  const mel = melSpectrogram(scaled, rate, {
    nFft,
    hopLength,
    winLength: 400,
    center: false,
    nMels: 32,
    fMin: 60,
    fMax: 3800,
  });
  const { data, shape } = powerToDb(mel, { topDb: 80 });
  return { data: data.map((dB) => dB / 10 + 2), shape };
}
