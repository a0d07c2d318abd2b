/**
 * Copies an image (height, width, channels) into the middle of a larger one that is zero around it.
 * All pointers are byte addresses, all sizes are counts of values.
 */
export function padImage(
  image: usize,
  padded: usize,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  paddedHeight: i32,
  paddedWidth: i32,
): void {
  const rowBytes = (width * channels) << 2;
  const paddedRowBytes = (paddedWidth * channels) << 2;
  memory.fill(padded, 0, paddedHeight * paddedRowBytes);
  let target = padded + top * paddedRowBytes + ((left * channels) << 2);
  for (let y = 0; y < height; y++) {
    memory.copy(target, image, rowBytes);
    image += rowBytes;
    target += paddedRowBytes;
  }
}

/** The inverse: copies the middle of a padded image out. */
export function cropImage(
  padded: usize,
  image: usize,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  paddedWidth: i32,
): void {
  const rowBytes = (width * channels) << 2;
  const paddedRowBytes = (paddedWidth * channels) << 2;
  let source = padded + top * paddedRowBytes + ((left * channels) << 2);
  for (let y = 0; y < height; y++) {
    memory.copy(image, source, rowBytes);
    image += rowBytes;
    source += paddedRowBytes;
  }
}
