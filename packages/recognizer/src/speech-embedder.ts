import type { SpeechEmbed } from '@aver/spectrogram';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Frames that one answer of the network is made of, and from one answer's to the next's. */
const window = 76;
const hop = 8;
/** Answers that are asked for at once, 41 s, so that memory does not grow with the sound. */
const mostAnswers = 512;

/**
 * `speechEmbedding` of @aver/models as `voiceFeatures` and `modelInput` of @aver/spectrogram ask it, 41 s at once.
 *
 * @param network Stays the caller's.
 * @returns From a spectrogram of (32, frames) to (times, 96).
 * @example
 * modelInput(samples, 16000, { kind: 'voice' }, speechEmbedder(speechEmbedding()));
 */
export function speechEmbedder(network: LayersModel): SpeechEmbed {
  return ({ data, shape: [bands, frames] }) => {
    const answers = Math.floor((frames - window) / hop) + 1;
    const pieces: Float32Array[] = [];
    for (let from = 0; from < answers; from += mostAnswers) {
      const start = from * hop;
      const length = (Math.min(mostAnswers, answers - from) - 1) * hop + window;
      const piece = new Float32Array(bands * length);
      for (let band = 0; band < bands; band++) {
        const row = band * frames + start;
        piece.set(data.subarray(row, row + length), band * length);
      }
      const values = tf.tidy(() => (network.predict(tf.tensor(piece, [1, bands, length, 1])) as tf.Tensor).dataSync());
      pieces.push(values as Float32Array);
    }
    const size = pieces[0].length / Math.min(mostAnswers, answers);
    const all = new Float32Array(answers * size);
    for (const [i, piece] of pieces.entries()) all.set(piece, i * mostAnswers * size);
    return { data: all, shape: [answers, size] };
  };
}
