import type { WavFormat } from './read-wav-format.js';

const GROWTH = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230];
const FIRST_WEIGHTS = [256, 512, 0, 192, 240, 460, 392];
const SECOND_WEIGHTS = [0, -256, 0, 64, 0, -208, -232];

/**
 * Decodes Microsoft ADPCM: 4 bits a sample, each a difference from what the last two samples predict.
 *
 * As in libsndfile, the weights of a prediction are the seven pairs of the specification, whatever the header says, and
 * one that does not exist is the first.
 *
 * @param data The sound's bytes; an incomplete block at the end is left out.
 * @param format How many channels there are, and how long a block is.
 * @returns 16-bit samples, channel after channel within each frame.
 * Source: Microsoft's Multimedia Standards Update 3.0, "Microsoft ADPCM"; values as in libsndfile 1.2.
 */
export function msAdpcm(data: Uint8Array, { channels, blockAlign }: WavFormat): Int16Array {
  // A block begins, channel by channel, with the predictor, the step, the second sample and the first.
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const framesPerBlock = 2 + Math.floor((2 * (blockAlign - 7 * channels)) / channels);
  const blocks = Math.floor(data.byteLength / blockAlign);
  const samples = new Int16Array(blocks * framesPerBlock * channels);
  for (let block = 0; block < blocks; block++) {
    const start = block * blockAlign;
    const codes = start + 7 * channels;
    for (let channel = 0; channel < channels; channel++) {
      const predictor = data[start + channel] < FIRST_WEIGHTS.length ? data[start + channel] : 0;
      let step = view.getInt16(start + channels + 2 * channel, true);
      let last = view.getInt16(start + 3 * channels + 2 * channel, true);
      let beforeLast = view.getInt16(start + 5 * channels + 2 * channel, true);
      let out = block * framesPerBlock * channels + channel;
      samples[out] = beforeLast;
      samples[out + channels] = last;
      out += 2 * channels;
      for (let frame = 2; frame < framesPerBlock; frame++, out += channels) {
        // The codes of all channels in turn, the higher half of each byte first.
        const place = (frame - 2) * channels + channel;
        const code = (data[codes + (place >> 1)] >> (place & 1 ? 0 : 4)) & 15;
        const prediction = (last * FIRST_WEIGHTS[predictor] + beforeLast * SECOND_WEIGHTS[predictor]) >> 8;
        const difference = (code & 8 ? code - 16 : code) * step;
        beforeLast = last;
        last = Math.max(-32768, Math.min(32767, prediction + difference));
        // A step has 16 bits and overflows: an encoder keeps it below that.
        step = Math.max(16, (((GROWTH[code] * step) >> 8) << 16) >> 16);
        samples[out] = last;
      }
    }
  }
  return samples;
}
