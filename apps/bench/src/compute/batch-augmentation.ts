import { type AugmentationSpec, augmentPicture, mixup } from '@aver/spectrogram';

/**
 * Changes the inputs of a batch in place: each picture by a seed of its own, then pairs of inputs mixed where asked.
 *
 * @param spec In the unit of the pictures before they are scaled, such as dB.
 * @param shape Of one input: [height, width, 1] of a picture; of what is none, such as [values], pairs can only be mixed.
 * @param inputScale What the pictures of the batch have been multiplied with.
 */
export function batchAugmentation(
  { mixup: alpha, ...spec }: AugmentationSpec & { mixup?: number },
  shape: number[],
  inputScale: number,
): (x: Float32Array, y: Float32Array, seed: number) => void {
  const { gain, noise } = spec;
  const scaled = {
    ...spec,
    ...(gain !== undefined && { gain: gain * inputScale }),
    ...(noise !== undefined && { noise: noise * inputScale }),
  };
  const [height, width] = shape;
  const isPicture = shape.length === 3;
  const size = shape.reduce((product, length) => product * length, 1);
  return (x, y, seed) => {
    const samples = x.length / size;
    for (let i = 0; isPicture && i < samples; i++) {
      const picture = x.subarray(i * size, (i + 1) * size);
      picture.set(augmentPicture(picture, { height, width, ...scaled }, seedOf(seed, i)));
    }
    if (alpha) mixup(x, y, { samples, alpha, seed: seedOf(seed, samples) });
  };
}

/** A seed for each picture, far from its neighbours': a hash of the batch's seed and the place (Wellons' lowbias32). */
function seedOf(seed: number, place: number): number {
  let hash = (seed + Math.imul(place + 1, 0x9e3779b9)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}
