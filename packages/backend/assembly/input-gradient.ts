import { addScaledRuns } from './add-scaled-runs';
import { appendEntry } from './append-entry';

/**
 * Adds one image's part to an input gradient, walking over the same values as filterGradient, whose parameters have the
 * same meaning here.
 *
 * The channels of a pool's window are sorted by their winner's place, so that a stretch of the gradient stays in
 * registers while all channels that won there pass.
 *
 * @param filter Transposed filter, (outChannels, filterHeight, filterWidth * inChannels).
 * @param gradient Added to: the padded image, (paddedHeight, paddedWidth, inChannels).
 * @param lists Scratch: for each of the window's places outChannels pairs of 8 bytes, and one pair more.
 * @param counts Scratch: an integer for each of the window's places.
 * @param placeCount Places in a pool's window.
 */
export function inputGradient(
  dy: usize,
  y: usize,
  winners: usize,
  places: usize,
  filter: usize,
  gradient: usize,
  lists: usize,
  counts: usize,
  placeCount: i32,
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
  const listBytes = outChannels << 3;
  const filterBytes = (filterHeight * runLength) << 2;
  let pixel: usize = 0;
  for (let row = 0; row < pooledHeight; row++) {
    for (let column = 0; column < pooledWidth; column++) {
      memory.fill(counts, 0, placeCount << 2);
      for (let channel = 0; channel < outChannels; channel++) {
        const at: usize = pixel + channel;
        const place = winners === 0 ? 0 : i32.load16_u(winners + (at << 1));
        appendEntry(
          lists + place * listBytes,
          counts + (place << 2),
          channel * filterBytes,
          dy + (at << 2),
          y === 0 ? 0 : y + (at << 2),
          scale,
        );
      }
      pixel += outChannels;
      const corner = gradient + row * poolRowBytes + column * poolColumnBytes + cornerBytes;
      for (let place = 0; place < placeCount; place++) {
        const count = i32.load(counts + (place << 2));
        if (count === 0) continue;
        const entries = lists + place * listBytes;
        const window = corner + i32.load(places + (place << 2));
        for (let i = 0; i < filterHeight; i++) {
          addScaledRuns(
            window + ((i * rowLength) << 2),
            filter + ((i * runLength) << 2),
            runLength,
            entries,
            entries + (count << 3),
          );
        }
      }
    }
  }
}
