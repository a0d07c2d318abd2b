import { addScaledRuns } from './add-scaled-runs';
import { anyPasses, appendEntry } from './append-entry';

/**
 * Adds one or more images' part to the gradients of a filter and its bias, walking over the winners of the pool only, and
 * of these over those that have a gradient and that relu let through.
 *
 * It first sorts them by output channel, so that a stretch of the gradient stays in registers while all pixels of
 * its channel pass.
 *
 * @param x Padded images, (images, paddedHeight, paddedWidth, inChannels).
 * @param dy Gradient of y.
 * @param y The output where a relu followed, or 0.
 * @param winners As pooledConvolution wrote them, or 0: all of them 0.
 * @param places For each place in a pool's window, where its convolution window begins, in bytes from the first one's.
 * @param gradient Added to: (outChannels, filterHeight, filterWidth * inChannels).
 * @param biasGradient Added to: (outChannels).
 * @param lists Scratch: for each channel pairs of 8 bytes, as many as it has values in dy, and one pair more.
 * @param counts Scratch: outChannels integers.
 * @param imageBytes From a padded image to the next.
 * @param poolRowBytes From a pool window's first convolution window to that of the pool window below.
 * @param poolColumnBytes The same to the right.
 * @param scale Each value of dy is multiplied with it: a dropout's, whose zeros y has.
 * @param cornerBytes From the image's first convolution window to the first pool window's, which is not positive.
 */
export function filterGradient(
  x: usize,
  dy: usize,
  y: usize,
  winners: usize,
  places: usize,
  gradient: usize,
  biasGradient: usize,
  lists: usize,
  counts: usize,
  images: i32,
  imageBytes: i32,
  pooledHeight: i32,
  pooledWidth: i32,
  outChannels: i32,
  poolRowBytes: i32,
  poolColumnBytes: i32,
  cornerBytes: i32,
  filterHeight: i32,
  rowLength: i32,
  runLength: i32,
  scale: f32,
): void {
  const listBytes = (images * pooledHeight * pooledWidth) << 3;
  memory.fill(counts, 0, outChannels << 2);
  let pixel: usize = 0;
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < pooledHeight; row++) {
      let corner = image * imageBytes + row * poolRowBytes + cornerBytes;
      for (let column = 0; column < pooledWidth; column++) {
        for (let channel = 0; channel < outChannels; channel++) {
          const at: usize = pixel + channel;
          if (
            channel % 4 === 0 &&
            channel + 4 <= outChannels &&
            !anyPasses(dy + (at << 2), y === 0 ? 0 : y + (at << 2))
          ) {
            channel += 3;
            continue;
          }
          const place = winners === 0 ? 0 : i32.load16_u(winners + (at << 1));
          appendEntry(
            lists + channel * listBytes,
            counts + (channel << 2),
            corner + i32.load(places + (place << 2)),
            dy + (at << 2),
            y === 0 ? 0 : y + (at << 2),
            scale,
          );
        }
        pixel += outChannels;
        corner += poolColumnBytes;
      }
    }
  }

  for (let channel = 0; channel < outChannels; channel++) {
    const entries = lists + channel * listBytes;
    const entriesEnd = entries + (i32.load(counts + (channel << 2)) << 3);
    let sum: f32 = 0;
    for (let entry = entries; entry < entriesEnd; entry += 8) sum += f32.load(entry, 4);
    const biasAt = biasGradient + (channel << 2);
    f32.store(biasAt, f32.load(biasAt) + sum);
    for (let row = 0; row < filterHeight; row++) {
      if (entries < entriesEnd) {
        addScaledRuns(gradient, x + ((row * rowLength) << 2), runLength, entries, entriesEnd);
      }
      gradient += runLength << 2;
    }
  }
}
