import { convolveRow } from './convolve-row';
import { mask } from './dropout';
import { winogradRows } from './winograd';
import { winogradFiveRows } from './winograd-five';

/** Filters that convolveRow takes at once. */
const block = 16;

/**
 * Convolution, max-pool, bias and relu of one image. The convolution's output is never whole: only as many of its rows
 * are kept as a pool's window has, and only maxima leave.
 *
 * @param x Padded image, (paddedHeight, paddedWidth, inChannels).
 * @param weights The filter as packFilter lays it out: blocks of 16 channels, the last one filled up with zeros.
 * @param bias A value for each channel of all blocks, and behind them as many zeros.
 * @param y Written: (pooledHeight, pooledWidth, outChannels).
 * @param winners Written unless it is 0: a 16-bit number for each value of y, the place of the first maximum in its
 *   window, counted row by row from the window's corner, also where that lies outside of the image.
 * @param rows Scratch: for each block poolHeight rows of outWidth pixels of 16 values; and 12 values more.
 * @param kept Of a dropout behind relu and in front of the pool, as `dropout` takes them: the bits of what is multiplied
 *   with, threshold and keys; 0 is no dropout.
 * @param position In the convolution's whole output, which is rowValues wide, of this image's first value.
 * @param winograd The filter as packWinograd lays it out, or packWinogradFive, for one of 3 x 3 or 5 x 5 with stride 1 whose
 *   pools do not overlap, or 0; scratch and tile as winogradRows takes them, or winogradFiveRows.
 * @param rowLength Values in a padded row, paddedWidth * inChannels.
 * @param runLength Values in a row of the filter, filterWidth * inChannels.
 * @param rowStep Values from an output row's first window to the next row's, strideHeight * rowLength.
 * @param columnStep Values from a window to the next, strideWidth * inChannels.
 */
export function pooledConvolution(
  x: usize,
  weights: usize,
  bias: usize,
  y: usize,
  winners: usize,
  rows: usize,
  relu: bool,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  filterHeight: i32,
  rowLength: i32,
  runLength: i32,
  rowStep: i32,
  columnStep: i32,
  pooledHeight: i32,
  pooledWidth: i32,
  poolHeight: i32,
  poolWidth: i32,
  poolStrideHeight: i32,
  poolStrideWidth: i32,
  poolTop: i32,
  poolLeft: i32,
  kept: i32,
  threshold: i32,
  key1: i32,
  key2: i32,
  position: i32,
  rowValues: i32,
  winograd: usize,
  scratch: usize,
  tile: i32,
): void {
  const rowBytes: usize = (outWidth * block) << 2;
  const weightBytes: usize = (filterHeight * runLength * block) << 2;
  const blocks = (outChannels + block - 1) / block;
  // What is masked has its bias already.
  const lateBias = kept === 0 ? bias : bias + <usize>((blocks * block) << 2);
  const spare = rows + <usize>blocks * <usize>poolHeight * rowBytes;
  let rowsDone = 0;
  for (let pooledRow = 0; pooledRow < pooledHeight; pooledRow++) {
    const top = pooledRow * poolStrideHeight - poolTop;
    const firstRow = max(0, top);
    const rowEnd = min(outHeight, top + poolHeight);
    const firstKept = <usize>(firstRow % poolHeight) * rowBytes;
    for (let row = winograd === 0 ? rowEnd : firstRow; row < rowEnd; row += 2) {
      const first = rows + <usize>(row % poolHeight) * rowBytes;
      const second = row + 1 < rowEnd ? first + rowBytes : first;
      if (filterHeight === 5) {
        winogradFiveRows(
          x + ((row * rowStep) << 2),
          rowLength << 2,
          winograd,
          bias + <usize>((blocks * block) << 2),
          -Infinity,
          first,
          second,
          block << 2,
          <usize>poolHeight * rowBytes,
          outWidth,
          columnStep,
          outChannels,
          tile,
          scratch,
        );
      } else {
        winogradRows(
          x + ((row * rowStep) << 2),
          rowLength << 2,
          winograd,
          bias + <usize>((blocks * block) << 2),
          -Infinity,
          first,
          second,
          block << 2,
          <usize>poolHeight * rowBytes,
          outWidth,
          columnStep,
          outChannels,
          tile,
          scratch,
        );
      }
    }
    for (let channel = 0; channel < outChannels; channel += block) {
      const ring = rows + <usize>(channel / block) * <usize>poolHeight * rowBytes;
      for (let row = max(rowsDone, firstRow); row < rowEnd; row++) {
        if (winograd === 0)
          convolveRow(
            x + ((row * rowStep) << 2),
            columnStep << 2,
            rowLength << 2,
            weights + <usize>(channel / block) * weightBytes,
            filterHeight,
            runLength,
            ring + <usize>(row % poolHeight) * rowBytes,
            outWidth,
          );
        if (kept === 0) continue;
        maskRow(
          ring + <usize>(row % poolHeight) * rowBytes,
          outWidth,
          bias + (channel << 2),
          position + row * rowValues + channel,
          outChannels,
          kept,
          threshold,
          key1,
          key2,
        );
      }
      if (winners === 0 && poolStrideWidth === 1 && channel + block <= outChannels) {
        finishRow(
          ring + firstKept,
          y + ((pooledRow * pooledWidth * outChannels + channel) << 2),
          pooledWidth,
          outChannels << 2,
          lateBias + (channel << 2),
          relu,
        );
        continue;
      }
      for (let pooledColumn = 0; pooledColumn < pooledWidth; pooledColumn++) {
        const left = pooledColumn * poolStrideWidth - poolLeft;
        const firstColumn = max(0, left);
        const columnEnd = min(outWidth, left + poolWidth);
        const pixel = (pooledRow * pooledWidth + pooledColumn) * outChannels;
        for (let c = channel, end = min(channel + block, outChannels); c < end; c += 8) {
          const isWhole = c + 8 <= outChannels;
          const yAt = y + ((pixel + c) << 2);
          const winnersAt = winners + ((pixel + c) << 1);
          poolWindow(
            ring + ((firstColumn * block + c - channel) << 2),
            firstKept,
            rowBytes,
            <usize>poolHeight * rowBytes,
            rowEnd - firstRow,
            columnEnd - firstColumn,
            (firstRow - top) * poolWidth + firstColumn - left,
            poolWidth,
            lateBias + (c << 2),
            relu,
            isWhole ? yAt : spare,
            winners === 0 ? 0 : isWhole ? winnersAt : spare + 32,
          );
          if (isWhole) continue;
          for (let i: usize = 0; i < <usize>(outChannels - c); i++) {
            f32.store(yAt + (i << 2), f32.load(spare + (i << 2)));
            if (winners !== 0) i32.store16(winnersAt + (i << 1), i32.load16_u(spare + 32 + (i << 1)));
          }
        }
      }
    }
    rowsDone = max(rowsDone, rowEnd);
  }
}

/** Bias, relu and dropout of a row of pixels of 16 channels, the first of them at a position, the next step farther. */
function maskRow(
  row: usize,
  pixels: i32,
  bias: usize,
  position: i32,
  step: i32,
  kept: i32,
  threshold: i32,
  key1: i32,
  key2: i32,
): void {
  const zero = f32x4.splat(0);
  const spread = i32x4.splat(0x9e3779b9);
  for (; pixels > 0; pixels--) {
    let positions = i32x4.add(i32x4.splat(position), i32x4(0, 1, 2, 3));
    for (let channel: usize = 0; channel < 64; channel += 16) {
      const value = f32x4.pmax(f32x4.add(v128.load(row + channel), v128.load(bias + channel)), zero);
      v128.store(row + channel, f32x4.mul(value, mask(positions, spread, kept, threshold, key1, key2)));
      positions = i32x4.add(positions, i32x4.splat(4));
    }
    row += 64;
    position += step;
  }
}

/** Bias and relu of 16 channels of a row without a pool. */
function finishRow(row: usize, y: usize, pixels: i32, step: usize, bias: usize, relu: bool): void {
  const floor = f32x4.splat(relu ? 0 : -Infinity);
  const b0 = v128.load(bias, 0);
  const b1 = v128.load(bias, 16);
  const b2 = v128.load(bias, 32);
  const b3 = v128.load(bias, 48);
  for (; pixels > 0; pixels--) {
    v128.store(y, f32x4.pmax(f32x4.add(v128.load(row, 0), b0), floor), 0);
    v128.store(y, f32x4.pmax(f32x4.add(v128.load(row, 16), b1), floor), 16);
    v128.store(y, f32x4.pmax(f32x4.add(v128.load(row, 32), b2), floor), 32);
    v128.store(y, f32x4.pmax(f32x4.add(v128.load(row, 48), b3), floor), 48);
    row += 64;
    y += step;
  }
}

/** Maximum, its place, bias and relu of 8 channels in one window. The rows are kept in a ring of keptBytes. */
function poolWindow(
  kept: usize,
  keptRow: usize,
  rowBytes: usize,
  keptBytes: usize,
  height: i32,
  width: i32,
  firstPlace: i32,
  poolWidth: i32,
  bias: usize,
  relu: bool,
  y: usize,
  winners: usize,
): void {
  const pixelBytes: usize = block << 2;
  let maximum0 = v128.load(kept + keptRow, 0);
  let maximum1 = v128.load(kept + keptRow, 16);
  let place0 = i32x4.splat(firstPlace);
  let place1 = place0;
  let rowPlace = firstPlace;
  for (let row = 0; row < height; row++) {
    let place = i32x4.splat(rowPlace);
    let at = kept + keptRow;
    for (const end = at + <usize>width * pixelBytes; at < end; at += pixelBytes) {
      const value0 = v128.load(at, 0);
      const value1 = v128.load(at, 16);
      // Places only grow, so the greater one is the newer one.
      place0 = i32x4.max_s(place0, v128.and(place, f32x4.gt(value0, maximum0)));
      place1 = i32x4.max_s(place1, v128.and(place, f32x4.gt(value1, maximum1)));
      maximum0 = f32x4.pmax(maximum0, value0);
      maximum1 = f32x4.pmax(maximum1, value1);
      place = i32x4.add(place, i32x4.splat(1));
    }
    rowPlace += poolWidth;
    keptRow += rowBytes;
    if (keptRow === keptBytes) keptRow = 0;
  }
  maximum0 = f32x4.add(maximum0, v128.load(bias, 0));
  maximum1 = f32x4.add(maximum1, v128.load(bias, 16));
  if (relu) {
    const zero = f32x4.splat(0);
    maximum0 = f32x4.pmax(maximum0, zero);
    maximum1 = f32x4.pmax(maximum1, zero);
  }
  v128.store(y, maximum0, 0);
  v128.store(y, maximum1, 16);
  if (winners !== 0) v128.store(winners, i16x8.narrow_i32x4_u(place0, place1));
}
