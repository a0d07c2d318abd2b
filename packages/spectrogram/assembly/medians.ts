/**
 * Running medians along the lines of a matrix, which is mirrored at its ends with the last value repeated; four lines at once.
 *
 * @param lines At least 4, or fewer where lineStep is 4: what is written beyond a row is then overwritten by the next.
 * @param lineStep Bytes from a line's value to the next line's.
 * @param length Values of a line.
 * @param step Bytes from one value of a line to the next.
 * @param width Odd number of values around each one.
 * @param list 16 width bytes that are free.
 * @param out Gets the medians, where the values lie in the matrix.
 */
export function medians(
  matrix: usize,
  lines: u32,
  lineStep: u32,
  length: u32,
  step: u32,
  width: u32,
  list: usize,
  out: usize,
): void {
  const half = width >> 1;
  const last = list + ((<usize>(width - 1)) << 4);
  let line: u32 = 0;
  while (true) {
    const from = matrix + <usize>line * lineStep;
    const to = out + <usize>line * lineStep;
    for (let place = list; place <= last; place += 16) v128.store(place, f32x4.splat(Infinity));
    for (let i: u32 = 0; i < width; i++) {
      const entering = loadLines(from + mirrored(<i32>i - <i32>half, length) * step, lineStep);
      replaceSorted(list, last, f32x4.splat(Infinity), entering);
    }
    storeLines(to, lineStep, v128.load(list + ((<usize>half) << 4)));
    for (let i: u32 = 1; i < length; i++) {
      const leaving = loadLines(from + mirrored(<i32>i - <i32>half - 1, length) * step, lineStep);
      const entering = loadLines(from + mirrored(<i32>i + <i32>half, length) * step, lineStep);
      replaceSorted(list, last, leaving, entering);
      storeLines(to + <usize>i * step, lineStep, v128.load(list + ((<usize>half) << 4)));
    }
    if (line + 4 >= lines) return;
    line = min(line + 4, lines - 4);
  }
}

function mirrored(index: i32, length: u32): usize {
  if (<u32>index < length) return <usize>index;
  const period = 2 * <i32>length;
  const rest = index % period;
  const place = rest < 0 ? rest + period : rest;
  return <usize>(place < <i32>length ? place : period - 1 - place);
}

function loadLines(place: usize, lineStep: u32): v128 {
  if (lineStep === 4) return v128.load(place);
  let four = v128.load_zero<u32>(place);
  four = v128.load_lane<u32>(place + lineStep, four, 1);
  four = v128.load_lane<u32>(place + 2 * lineStep, four, 2);
  return v128.load_lane<u32>(place + 3 * lineStep, four, 3);
}

function storeLines(place: usize, lineStep: u32, four: v128): void {
  if (lineStep === 4) {
    v128.store(place, four);
    return;
  }
  v128.store_lane<u32>(place, four, 0);
  v128.store_lane<u32>(place + lineStep, four, 1);
  v128.store_lane<u32>(place + 2 * lineStep, four, 2);
  v128.store_lane<u32>(place + 3 * lineStep, four, 3);
}

/**
 * Takes one value out of a sorted list and puts another in, for four lists at once, and so without a search: what is left
 * is each value below the leaving one and the successor of each other; each place gets the entering value clamped between
 * two neighbours of these.
 */
function replaceSorted(list: usize, last: usize, leaving: v128, entering: v128): void {
  let below = f32x4.splat(-Infinity);
  let value = v128.load(list);
  for (let place = list; place < last; place += 16) {
    const next = v128.load(place, 16);
    const left = v128.bitselect(value, next, f32x4.lt(value, leaving));
    v128.store(place, f32x4.pmax(below, f32x4.pmin(left, entering)));
    below = left;
    value = next;
  }
  v128.store(last, f32x4.pmax(below, entering));
}
