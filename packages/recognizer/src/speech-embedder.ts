import type { TrainingKernels } from '@aver/backend';
import type { SpeechEmbed } from '@aver/spectrogram';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Frames that one answer of the network is made of, and from one answer's to the next's. */
const window = 76;
const hop = 8;
/** Answers that are asked for at once, 41 s, so that memory does not grow with the sound. */
const mostAnswers = 512;

type Layer = LayersModel['layers'][number];

const kernelName: keyof TrainingKernels = 'AverThreeTapConv2D';

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
      const values = tf.tidy(() => predicted(network, tf.tensor(piece, [1, bands, length, 1])).dataSync());
      pieces.push(values as Float32Array);
    }
    const size = pieces[0].length / Math.min(mostAnswers, answers);
    const all = new Float32Array(answers * size);
    for (const [i, piece] of pieces.entries()) all.set(piece, i * mostAnswers * size);
    return { data: all, shape: [answers, size] };
  };
}

/**
 * network.predict(x). Where the backend has the kernel for it, a convolution with three taps runs together with the
 * activation behind it: in half the time, and the same but for rounding.
 */
function predicted(network: LayersModel, x: tf.Tensor): tf.Tensor {
  const { layers } = network;
  const isChain = layers.every(({ input }, i) => i === 0 || input === layers[i - 1].output);
  if (!isChain || !tf.getKernel(kernelName, tf.getBackend())) return network.predict(x) as tf.Tensor;
  let value = x;
  for (let i = 1; i < layers.length; i++) {
    const activation = flooredBehind(layers[i], layers[i + 1]);
    if (!activation) {
      value = layers[i].apply(value) as tf.Tensor;
      continue;
    }
    const [filter, bias] = layers[i].weights.map((weight) => weight.read());
    const { alpha } = activation;
    const floor = tf.add(tf.zerosLike(bias), tf.tensor(activation.floor));
    value = tf.engine().runKernel(kernelName, { x: value, filter, bias, floor }, { alpha });
    i++;
  }
  return value;
}

/** How the activation behind a convolution with three taps is set; undefined for other layers. */
function flooredBehind(layer: Layer, next?: Layer): { alpha: number; floor: number | number[] } | undefined {
  if (layer.getClassName() !== 'Conv2D' || next?.getClassName() !== 'FlooredLeakyRelu') return undefined;
  const [height, width] = layer.getConfig().kernelSize as number[];
  return height * width === 3 ? (next.getConfig() as { alpha: number; floor: number | number[] }) : undefined;
}
