import { convolveRow } from './convolve-row';

/** About as many of dY's values in 16 channels as stay in the fastest cache while all taps of the filter pass. */
const chunkValues = 4096;

/**
 * Adds one image's part to the gradient of a filter of stride 1, zeros and all:
 *
 * dW[i, j, c, k] = sum over y, x of X[y + i, x + j, c] dY[y, x, k]
 *
 * is for each place (i, j) a convolution of X's planes with dY for a filter, so that the same inner loop does it.
 *
 * @param planes The padded image, (inChannels, paddedHeight, paddedWidth).
 * @param dy As packFilter lays it out, (blocks, outHeight, outWidth, 16).
 * @param gradient Added to: (filterHeight, filterWidth, inChannels, outChannels).
 * @param sums Scratch: (inChannels, 16).
 */
export function denseFilterGradient(
  planes: usize,
  dy: usize,
  gradient: usize,
  sums: usize,
  paddedHeight: i32,
  paddedWidth: i32,
  inChannels: i32,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  filterHeight: i32,
  filterWidth: i32,
): void {
  const rowBytes = paddedWidth << 2;
  const chunkRows = max(1, chunkValues / (outWidth << 4));
  for (let channel = 0; channel < outChannels; channel += 16) {
    const channels = min(16, outChannels - channel);
    for (let top = 0; top < outHeight; top += chunkRows) {
      const rows = min(chunkRows, outHeight - top);
      let target = gradient + (channel << 2);
      for (let row = 0; row < filterHeight; row++) {
        for (let column = 0; column < filterWidth; column++) {
          const from = planes + (top + row) * rowBytes + (column << 2);
          convolveRow(from, paddedHeight * rowBytes, rowBytes, dy, rows, outWidth, sums, inChannels);
          addRows(sums, target, inChannels, channels, outChannels << 2);
          target += (inChannels * outChannels) << 2;
        }
      }
      dy += (rows * outWidth) << 6;
    }
  }
}

/** Adds (rows, 16), of which the first `columns` columns count, to rows that are `targetBytes` apart. */
function addRows(rows: usize, target: usize, count: i32, columns: i32, targetBytes: usize): void {
  for (let row = 0; row < count; row++) {
    let column: usize = 0;
    for (const end: usize = (columns & ~3) << 2; column < end; column += 16) {
      v128.store(target + column, f32x4.add(v128.load(target + column), v128.load(rows + column)));
    }
    for (const end: usize = columns << 2; column < end; column += 4) {
      f32.store(target + column, f32.load(target + column) + f32.load(rows + column));
    }
    rows += 64;
    target += targetBytes;
  }
}
