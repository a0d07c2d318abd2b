/**
 * Forward convolution of one image whose filter rows are short (few input channels): the case in which a kernel
 * that blocks over input channels has nothing to block over.
 *
 * @param x Padded image, (paddedHeight, paddedWidth, inChannels).
 * @param filter (filterHeight, filterWidth * inChannels, outChannels).
 * @param output Written: (outHeight, outWidth, outChannels).
 * The lengths and steps are those of filterGradient.
 */
export function convolution(
  x: usize,
  filter: usize,
  output: usize,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  filterHeight: i32,
  rowLength: i32,
  runLength: i32,
  rowStep: i32,
  columnStep: i32,
): void {
  const outBytes: usize = outChannels << 2;
  for (let y = 0; y < outHeight; y++) {
    for (let column = 0; column < outWidth; column++) {
      const window = x + ((y * rowStep + column * columnStep) << 2);
      let channel: usize = 0;
      for (; channel + 128 <= outBytes; channel += 128) {
        let a0 = f32x4.splat(0);
        let a1 = f32x4.splat(0);
        let a2 = f32x4.splat(0);
        let a3 = f32x4.splat(0);
        let a4 = f32x4.splat(0);
        let a5 = f32x4.splat(0);
        let a6 = f32x4.splat(0);
        let a7 = f32x4.splat(0);
        let weights = filter + channel;
        for (let row = 0; row < filterHeight; row++) {
          let from = window + ((row * rowLength) << 2);
          for (const end = from + (runLength << 2); from < end; from += 4) {
            const value = v128.load32_splat(from);
            a0 = f32x4.add(a0, f32x4.mul(value, v128.load(weights, 0)));
            a1 = f32x4.add(a1, f32x4.mul(value, v128.load(weights, 16)));
            a2 = f32x4.add(a2, f32x4.mul(value, v128.load(weights, 32)));
            a3 = f32x4.add(a3, f32x4.mul(value, v128.load(weights, 48)));
            a4 = f32x4.add(a4, f32x4.mul(value, v128.load(weights, 64)));
            a5 = f32x4.add(a5, f32x4.mul(value, v128.load(weights, 80)));
            a6 = f32x4.add(a6, f32x4.mul(value, v128.load(weights, 96)));
            a7 = f32x4.add(a7, f32x4.mul(value, v128.load(weights, 112)));
            weights += outBytes;
          }
        }
        const to = output + channel;
        v128.store(to, a0, 0);
        v128.store(to, a1, 16);
        v128.store(to, a2, 32);
        v128.store(to, a3, 48);
        v128.store(to, a4, 64);
        v128.store(to, a5, 80);
        v128.store(to, a6, 96);
        v128.store(to, a7, 112);
      }
      for (; channel < outBytes; channel += 4) {
        let sum: f32 = 0;
        let weights = filter + channel;
        for (let row = 0; row < filterHeight; row++) {
          let from = window + ((row * rowLength) << 2);
          for (const end = from + (runLength << 2); from < end; from += 4) {
            sum += f32.load(from) * f32.load(weights);
            weights += outBytes;
          }
        }
        f32.store(output + channel, sum);
      }
      output += outBytes;
    }
  }
}
