import { addScaledRuns } from './add-scaled-runs';

/**
 * Adds one image's part to an input gradient, walking over the values of dY that are not zero only.
 *
 * @param dy Gradient of the output, (outHeight, outWidth, outChannels).
 * @param filter Transposed filter, (outChannels, filterHeight, filterWidth * inChannels).
 * @param gradient Added to: the padded image, (paddedHeight, paddedWidth, inChannels).
 * @param list Scratch: outChannels pairs of 8 bytes, and one pair more.
 * The lengths and steps are those of filterGradient.
 */
export function inputGradient(
  dy: usize,
  filter: usize,
  gradient: usize,
  list: usize,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  filterHeight: i32,
  rowLength: i32,
  runLength: i32,
  rowStep: i32,
  columnStep: i32,
): void {
  const zero = f32x4.splat(0);
  const filterBytes = (filterHeight * runLength) << 2;
  for (let y = 0; y < outHeight; y++) {
    for (let column = 0; column < outWidth; column++) {
      let listEnd = list;
      let channel = 0;
      for (; channel + 4 <= outChannels; channel += 4) {
        if (v128.any_true(f32x4.ne(v128.load(dy), zero))) {
          for (let lane = 0; lane < 4; lane++) {
            const value = f32.load(dy + (lane << 2));
            i32.store(listEnd, (channel + lane) * filterBytes);
            f32.store(listEnd, value, 4);
            listEnd += usize(value !== 0) << 3;
          }
        }
        dy += 16;
      }
      for (; channel < outChannels; channel++) {
        const value = f32.load(dy);
        dy += 4;
        i32.store(listEnd, channel * filterBytes);
        f32.store(listEnd, value, 4);
        listEnd += usize(value !== 0) << 3;
      }
      if (listEnd === list) continue;
      const window = gradient + ((y * rowStep + column * columnStep) << 2);
      for (let row = 0; row < filterHeight; row++) {
        addScaledRuns(window + ((row * rowLength) << 2), filter + ((row * runLength) << 2), runLength, list, listEnd);
      }
    }
  }
}
