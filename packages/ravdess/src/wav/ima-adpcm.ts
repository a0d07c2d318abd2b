import type { WavFormat } from './read-wav-format.js';

const STEPS = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118,
  130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060,
  1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484,
  7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767,
];
const INDEX_CHANGES = [-1, -1, -1, -1, 2, 4, 6, 8];

/**
 * Decodes IMA ADPCM: 4 bits a sample, each a difference from the last one in steps that grow and shrink.
 *
 * @param data The sound's bytes; an incomplete block at the end is left out.
 * @param format How many channels there are, and how long a block is.
 * @returns 16-bit samples, channel after channel within each frame.
 * Source: IMA Digital Audio Focus and Technical Working Groups, Recommended Practices 3.00, section 6, and Microsoft's
 * Multimedia Standards Update 3.0 for the blocks; values as in libsndfile 1.2.
 */
export function imaAdpcm(data: Uint8Array, { channels, blockAlign }: WavFormat): Int16Array {
  // Each channel begins with a sample of 16 bits and its step; then come, channel by channel, 4 bytes of 8 samples each.
  // One channel alone may end within such a group.
  const width = channels === 1 ? 1 : 4;
  const groups = Math.floor((blockAlign - 4 * channels) / (width * channels));
  const framesPerBlock = 1 + 2 * width * groups;
  const blocks = Math.floor(data.byteLength / blockAlign);
  const samples = new Int16Array(blocks * framesPerBlock * channels);
  for (let block = 0; block < blocks; block++) {
    for (let channel = 0; channel < channels; channel++) {
      const header = block * blockAlign + 4 * channel;
      let sample = ((data[header] | (data[header + 1] << 8)) << 16) >> 16;
      let index = Math.min(data[header + 2], STEPS.length - 1);
      let out = block * framesPerBlock * channels + channel;
      samples[out] = sample;
      for (let group = 0; group < groups; group++) {
        const start = block * blockAlign + 4 * channels + width * (channels * group + channel);
        for (let i = 0; i < 2 * width; i++) {
          const code = (data[start + (i >> 1)] >> (4 * (i & 1))) & 15;
          const step = STEPS[index];
          let change = step >> 3;
          if (code & 1) change += step >> 2;
          if (code & 2) change += step >> 1;
          if (code & 4) change += step;
          sample = Math.max(-32768, Math.min(32767, code & 8 ? sample - change : sample + change));
          index = Math.max(0, Math.min(STEPS.length - 1, index + INDEX_CHANGES[code & 7]));
          out += channels;
          samples[out] = sample;
        }
      }
    }
  }
  return samples;
}
