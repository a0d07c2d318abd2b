import { madd } from './madd';

/**
 * Gradient of an average-pool: every value of a window takes dy divided by the number of values in that window.
 *
 * @param dy (images, outHeight, outWidth, channels).
 * @param dx Written: (images, height, width, channels).
 */
export function averagePoolGradient(
  dy: usize,
  dx: usize,
  images: i32,
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
): void {
  const bytes: usize = channels << 2;
  const vectorBytes: usize = (channels & ~3) << 2;
  for (let n = 0; n < images; n++) {
    memory.fill(dx, 0, <usize>(height * width) * bytes);
    for (let outY = 0; outY < outHeight; outY++) {
      const firstRow = max(0, outY * strideHeight - top);
      const rowEnd = min(height, outY * strideHeight - top + filterHeight);
      for (let outX = 0; outX < outWidth; outX++) {
        const firstColumn = max(0, outX * strideWidth - left);
        const columnEnd = min(width, outX * strideWidth - left + filterWidth);
        const share: f32 = <f32>1 / <f32>((rowEnd - firstRow) * (columnEnd - firstColumn));
        for (let row = firstRow; row < rowEnd; row++) {
          for (let column = firstColumn; column < columnEnd; column++) {
            const to = dx + <usize>(row * width + column) * bytes;
            let channel: usize = 0;
            for (; channel < vectorBytes; channel += 16) {
              const at = to + channel;
              v128.store(at, madd(v128.load(dy + channel), f32x4.splat(share), v128.load(at)));
            }
            for (; channel < bytes; channel += 4) {
              f32.store(to + channel, f32.load(to + channel) + f32.load(dy + channel) * share);
            }
          }
        }
        dy += bytes;
      }
    }
    dx += <usize>(height * width) * bytes;
  }
}
