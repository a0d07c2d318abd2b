/**
 * Gradient of a max-pool for one image: each window's dy goes to the first of its values that equals the maximum.
 *
 * @param x Input, (height, width, channels).
 * @param maxima Output of the pool, (outHeight, outWidth, channels).
 * @param dy Gradient of the output.
 * @param dx Gradient of the input, written; where windows overlap, or leave values out, it must be zero before.
 * @param overlap Whether a value can lie in two windows: then gradients add.
 */
export function maxPoolGradient(
  x: usize,
  maxima: usize,
  dy: usize,
  dx: usize,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
  overlap: bool,
): void {
  const rowBytes: usize = (width * channels) << 2;
  const pixelBytes: usize = channels << 2;
  const vectorChannels = channels & ~3;
  for (let outY = 0; outY < outHeight; outY++) {
    const yStart = max(0, outY * strideHeight - top);
    const yEnd = min(height, outY * strideHeight - top + filterHeight);
    for (let outX = 0; outX < outWidth; outX++) {
      const xStart = max(0, outX * strideWidth - left);
      const xEnd = min(width, outX * strideWidth - left + filterWidth);
      const corner: usize = <usize>yStart * rowBytes + <usize>xStart * pixelBytes;
      const windowBytes: usize = <usize>max(0, xEnd - xStart) * pixelBytes;
      let channel = 0;
      for (; channel < vectorChannels; channel += 4) {
        const maximum = v128.load(maxima);
        const gradient = v128.load(dy);
        maxima += 16;
        dy += 16;
        let open = i32x4.splat(-1);
        let row = corner + (channel << 2);
        for (let yIn = yStart; yIn < yEnd; yIn++) {
          const end = row + windowBytes;
          for (let at = row; at < end; at += pixelBytes) {
            const winner = v128.and(open, f32x4.eq(v128.load(x + at), maximum));
            open = v128.andnot(open, winner);
            const part = v128.and(gradient, winner);
            v128.store(dx + at, overlap ? f32x4.add(v128.load(dx + at), part) : part);
          }
          row += rowBytes;
        }
      }
      for (; channel < channels; channel++) {
        const maximum = f32.load(maxima);
        const gradient = f32.load(dy);
        maxima += 4;
        dy += 4;
        let open = true;
        let row = corner + (channel << 2);
        for (let yIn = yStart; yIn < yEnd; yIn++) {
          const end = row + windowBytes;
          for (let at = row; at < end; at += pixelBytes) {
            const winner = open && f32.load(x + at) === maximum;
            if (winner) open = false;
            const part: f32 = winner ? gradient : 0;
            f32.store(dx + at, overlap ? f32.load(dx + at) + part : part);
          }
          row += rowBytes;
        }
      }
    }
  }
}
