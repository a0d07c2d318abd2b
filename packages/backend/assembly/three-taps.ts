import { multiply } from './multiply';

/** Filters that the inner loop takes at once. */
const block = 8;
/** Bytes of transformed inputs and their products that stay in the fastest cache while all filters pass. */
const tileBytes: i32 = 24576;

/**
 * A convolution with three taps along the height (padded by a zero at both ends) or the width (not padded) of one image,
 * its bias, and max(value, alpha value, floor).
 *
 * Two neighbouring outputs at a time, by Winograd's minimal filtering: of inputs d0 to d3 and taps g0 to g2,
 * y0 = m1 + m2 + m3 and y1 = m2 - m3 - m4 with m1 = (d0 - d2) g0, m2 = (d1 + d2) (g0 + g1 + g2) / 2,
 * m3 = (d2 - d1) (g0 - g1 + g2) / 2, m4 = (d1 - d3) g2: four products instead of six.
 *
 * @param x (height, width, inChannels), inChannels a multiple of 4.
 * @param packed The filter as packThreeTaps lays it out.
 * @param bias A value for each of outChannels, a multiple of 8; so has `floors`.
 * @param y Written: (height, width or width - 2, outChannels).
 * @param zeros width * inChannels zeros.
 * @param spare Scratch: width * outChannels values.
 * @param scratch Of tileBytes, and room for four pairs more.
 */
export function threeTaps(
  x: usize,
  packed: usize,
  bias: usize,
  floors: usize,
  y: usize,
  zeros: usize,
  spare: usize,
  scratch: usize,
  alpha: f32,
  alongHeight: bool,
  height: i32,
  width: i32,
  inChannels: i32,
  outChannels: i32,
): void {
  const inBytes: usize = inChannels << 2;
  const outBytes: usize = outChannels << 2;
  // Four rows at a time are multiplied.
  const tile = max(1, tileBytes / ((inChannels << 4) + 128) / 4) * 4;
  if (alongHeight) {
    const inRow = <usize>width * inBytes;
    const outRow = <usize>width * outBytes;
    for (let row = 0; row < height; row += 2) {
      const from = x + <usize>row * inRow;
      const to = y + <usize>row * outRow;
      for (let done = 0; done < width; done += tile) {
        const count = min(tile, width - done);
        const place = <usize>done * inBytes;
        transformInputs(
          (row > 0 ? from - inRow : zeros) + place,
          from + place,
          (row + 1 < height ? from + inRow : zeros) + place,
          (row + 2 < height ? from + 2 * inRow : zeros) + place,
          inBytes,
          count,
          inBytes,
          scratch,
        );
        const first = to + <usize>done * outBytes;
        // The last of an odd number of rows has no partner.
        const second = row + 1 < height ? first + outRow : spare;
        filterTile(scratch, count, inChannels, packed, bias, floors, alpha, first, second, outBytes, outChannels);
      }
    }
    return;
  }
  const pairs = (width - 2) >> 1;
  for (let row = 0; row < height; row++) {
    for (let done = 0; done < pairs; done += tile) {
      const count = min(tile, pairs - done);
      const from = x + <usize>(2 * done) * inBytes;
      transformInputs(
        from,
        from + inBytes,
        from + 2 * inBytes,
        from + 3 * inBytes,
        2 * inBytes,
        count,
        inBytes,
        scratch,
      );
      const to = y + <usize>(2 * done) * outBytes;
      filterTile(scratch, count, inChannels, packed, bias, floors, alpha, to, to + outBytes, 2 * outBytes, outChannels);
    }
    if (width & 1) {
      const from = x + <usize>(width - 3) * inBytes;
      transformInputs(from, from + inBytes, from + 2 * inBytes, zeros, inBytes, 1, inBytes, scratch);
      const to = y + <usize>(width - 3) * outBytes;
      filterTile(scratch, 1, inChannels, packed, bias, floors, alpha, to, spare, outBytes, outChannels);
    }
    x += <usize>width * inBytes;
    y += <usize>(width - 2) * outBytes;
  }
}

/** Of `count` pairs d0 - d2, then of all d1 + d2, then d2 - d1, then d1 - d3: (4, count, channels). */
function transformInputs(
  d0: usize,
  d1: usize,
  d2: usize,
  d3: usize,
  step: usize,
  count: i32,
  channelBytes: usize,
  to: usize,
): void {
  const part = <usize>count * channelBytes;
  for (let pair = 0; pair < count; pair++) {
    for (let c: usize = 0; c < channelBytes; c += 16) {
      const b = v128.load(d1 + c);
      const d = v128.load(d2 + c);
      v128.store(to, f32x4.sub(v128.load(d0 + c), d));
      v128.store(to + part, f32x4.add(b, d));
      v128.store(to + 2 * part, f32x4.sub(d, b));
      v128.store(to + 3 * part, f32x4.sub(b, v128.load(d3 + c)));
      to += 16;
    }
    d0 += step;
    d1 += step;
    d2 += step;
    d3 += step;
  }
}

/** All filters over a tile of transformed inputs, behind which there is room for the products of 8 filters. */
function filterTile(
  tile: usize,
  count: i32,
  inChannels: i32,
  packed: usize,
  bias: usize,
  floors: usize,
  alpha: f32,
  first: usize,
  second: usize,
  step: usize,
  outChannels: i32,
): void {
  const slope = f32x4.splat(alpha);
  const part = (<usize>(count * inChannels)) << 2;
  const products = tile + 4 * part;
  const sumBytes = (<usize>count) << 5;
  for (let channel = 0; channel < outChannels; channel += block) {
    for (let k: usize = 0; k < 4; k++) {
      multiply(tile + k * part, packed, inChannels, count, products + k * sumBytes);
      packed += (<usize>inChannels) << 5;
    }
    const offset: usize = channel << 2;
    for (let half: usize = 0; half < 32; half += 16) {
      const biases = v128.load(bias + offset + half);
      const floor = v128.load(floors + offset + half);
      let y0 = first + offset + half;
      let y1 = second + offset + half;
      let m = products + half;
      for (const end = m + sumBytes; m < end; m += 32) {
        const m2 = v128.load(m + sumBytes);
        const m3 = v128.load(m + 2 * sumBytes);
        const sum0 = f32x4.add(f32x4.add(v128.load(m), m2), m3);
        const sum1 = f32x4.sub(f32x4.sub(m2, m3), v128.load(m + 3 * sumBytes));
        v128.store(y0, activated(f32x4.add(sum0, biases), slope, floor));
        v128.store(y1, activated(f32x4.add(sum1, biases), slope, floor));
        y0 += step;
        y1 += step;
      }
    }
  }
}

/** max(value, slope value, floor); pmax is one instruction where max, which has to think of NaN, is many. */
function activated(value: v128, slope: v128, floor: v128): v128 {
  return f32x4.pmax(f32x4.pmax(value, f32x4.mul(value, slope)), floor);
}

/** Lays a filter (3, inChannels, outChannels) out for threeTaps, transformed: (blocks, 4, inChannels, 8). */
export function packThreeTaps(filter: usize, packed: usize, inChannels: i32, outChannels: i32): void {
  const half = f32x4.splat(0.5);
  const tapBytes = (<usize>inChannels * <usize>outChannels) << 2;
  const part = (<usize>inChannels) << 5;
  for (let channel = 0; channel < outChannels; channel += block) {
    for (let c = 0; c < inChannels; c++) {
      const from = filter + ((<usize>(c * outChannels + channel)) << 2);
      for (let offset: usize = 0; offset < 32; offset += 16) {
        const g0 = v128.load(from + offset);
        const g1 = v128.load(from + offset + tapBytes);
        const g2 = v128.load(from + offset + 2 * tapBytes);
        const ends = f32x4.add(g0, g2);
        const to = packed + offset;
        v128.store(to, g0);
        v128.store(to + part, f32x4.mul(half, f32x4.add(ends, g1)));
        v128.store(to + 2 * part, f32x4.mul(half, f32x4.sub(ends, g1)));
        v128.store(to + 3 * part, g2);
      }
      packed += 32;
    }
    packed += 3 * part;
  }
}
