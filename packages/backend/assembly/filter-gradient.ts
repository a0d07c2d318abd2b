import { addScaledRuns } from './add-scaled-runs';

/**
 * Adds one image's part to a filter gradient, walking over the values of dY that are not zero only.
 *
 * It first sorts them by output channel, so that a stretch of the gradient stays in registers while all pixels of
 * its channel pass.
 *
 * @param x Padded image, (paddedHeight, paddedWidth, inChannels).
 * @param dy Its output's gradient, (outHeight, outWidth, outChannels).
 * @param gradient Added to: (outChannels, filterHeight, filterWidth * inChannels).
 * @param lists Scratch: outChannels * outHeight * outWidth pairs of 8 bytes, and one pair more.
 * @param counts Scratch: outChannels integers.
 * @param rowLength Values in a padded row, paddedWidth * inChannels.
 * @param runLength Values in a row of the filter, filterWidth * inChannels.
 * @param rowStep Values from an output row's first window to the next row's, strideHeight * rowLength.
 * @param columnStep Values from a window to the next, strideWidth * inChannels.
 */
export function filterGradient(
  x: usize,
  dy: usize,
  gradient: usize,
  lists: usize,
  counts: usize,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  filterHeight: i32,
  rowLength: i32,
  runLength: i32,
  rowStep: i32,
  columnStep: i32,
): void {
  const listBytes = (outHeight * outWidth) << 3;
  const zero = f32x4.splat(0);
  memory.fill(counts, 0, outChannels << 2);
  for (let y = 0; y < outHeight; y++) {
    for (let column = 0; column < outWidth; column++) {
      const offset = (y * rowStep + column * columnStep) << 2;
      let channel = 0;
      for (; channel + 4 <= outChannels; channel += 4) {
        if (v128.any_true(f32x4.ne(v128.load(dy), zero))) {
          for (let lane = 0; lane < 4; lane++) {
            append(
              lists + (channel + lane) * listBytes,
              counts + ((channel + lane) << 2),
              offset,
              f32.load(dy + (lane << 2)),
            );
          }
        }
        dy += 16;
      }
      for (; channel < outChannels; channel++) {
        append(lists + channel * listBytes, counts + (channel << 2), offset, f32.load(dy));
        dy += 4;
      }
    }
  }

  for (let channel = 0; channel < outChannels; channel++) {
    const entries = lists + channel * listBytes;
    const entriesEnd = entries + (i32.load(counts + (channel << 2)) << 3);
    for (let row = 0; row < filterHeight; row++) {
      if (entries < entriesEnd) {
        addScaledRuns(gradient, x + ((row * rowLength) << 2), runLength, entries, entriesEnd);
      }
      gradient += runLength << 2;
    }
  }
}

/**
 * Appends an offset and a value to a list if the value is not zero: written always, counted only then, since a branch
 * that goes either way costs more than the two stores.
 */
function append(list: usize, count: usize, offset: i32, value: f32): void {
  const length = i32.load(count);
  const entry = list + (length << 3);
  i32.store(entry, offset);
  f32.store(entry, value, 4);
  i32.store(count, length + i32(value !== 0));
}

/**
 * The same for filters with so few values per row that registers would stay empty: gathers the patch under the
 * filter once per pixel, whole.
 *
 * @param gradient Added to: (outChannels, patchLength), patchLength being filterHeight * runLength rounded up to 4.
 * @param patch Scratch: patchLength values.
 */
export function filterGradientOfPatches(
  x: usize,
  dy: usize,
  gradient: usize,
  patch: usize,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  filterHeight: i32,
  rowLength: i32,
  runLength: i32,
  rowStep: i32,
  columnStep: i32,
): void {
  const patchBytes = ((filterHeight * runLength + 3) & ~3) << 2;
  const zero = f32x4.splat(0);
  memory.fill(patch, 0, patchBytes);
  for (let y = 0; y < outHeight; y++) {
    for (let column = 0; column < outWidth; column++) {
      let gathered = false;
      for (let channel = 0; channel < outChannels; channel++) {
        if (channel + 4 <= outChannels && !v128.any_true(f32x4.ne(v128.load(dy), zero))) {
          dy += 16;
          channel += 3;
          continue;
        }
        const value = f32.load(dy);
        dy += 4;
        if (value === 0) continue;
        if (!gathered) {
          gathered = true;
          gather(x + ((y * rowStep + column * columnStep) << 2), patch, filterHeight, rowLength, runLength);
        }
        const scale = f32x4.splat(value);
        let target = gradient + channel * patchBytes;
        for (let from = patch; from < patch + patchBytes; from += 16) {
          v128.store(target, f32x4.add(v128.load(target), f32x4.mul(scale, v128.load(from))));
          target += 16;
        }
      }
    }
  }
}

/** Copies what lies under the filter. */
function gather(window: usize, patch: usize, filterHeight: i32, rowLength: i32, runLength: i32): void {
  for (let row = 0; row < filterHeight; row++) {
    let from = window + ((row * rowLength) << 2);
    for (let i = 0; i < runLength; i++) {
      f32.store(patch, f32.load(from));
      patch += 4;
      from += 4;
    }
  }
}
