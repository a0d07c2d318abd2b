import type { GrayPicture } from './picture.js';

/**
 * A gray picture at another size: each pixel is interpolated between the four around the place where its centre falls,
 * without smoothing first; so a picture that is shrunk leaves pixels out.
 */
export function resizeBilinear(
  { data, shape: [fromHeight, fromWidth] }: GrayPicture,
  width: number,
  height: number,
): GrayPicture {
  const result = new Uint8Array(width * height);
  const columns = places(width, fromWidth);
  const rows = places(height, fromHeight);
  for (let y = 0; y < height; y++) {
    const row = rows[y];
    for (let x = 0; x < width; x++) {
      const column = columns[x];
      const above = mix(data[row.low * fromWidth + column.low], data[row.low * fromWidth + column.high], column.share);
      const below = mix(
        data[row.high * fromWidth + column.low],
        data[row.high * fromWidth + column.high],
        column.share,
      );
      result[y * width + x] = Math.round(mix(above, below, row.share));
    }
  }
  return { data: result, shape: [height, width] };
}

function mix(a: number, b: number, share: number): number {
  return a * (1 - share) + b * share;
}

// For each of `to` pixels, the two of `from` pixels around it and the second one's share.
function places(to: number, from: number): { low: number; high: number; share: number }[] {
  return Array.from({ length: to }, (_, i) => {
    const place = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    const low = Math.floor(place);
    return { low, high: Math.min(from - 1, low + 1), share: place - low };
  });
}
