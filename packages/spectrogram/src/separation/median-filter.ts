/**
 * Running median of one line of values, mirrored at its ends with the last value repeated.
 *
 * @param width Odd number of values around each one.
 * @param out Gets as many values as the line has; it may not be the line itself.
 */
export function medianFilter(line: Float32Array, width: number, out: Float32Array): void {
  const half = (width - 1) / 2;
  const sorted = new Float32Array(width);
  for (let i = 0; i < width; i++) sorted[i] = mirrored(line, i - half);
  sorted.sort();
  out[0] = sorted[half];
  for (let i = 1; i < line.length; i++) {
    replaceSorted(sorted, mirrored(line, i - half - 1), mirrored(line, i + half));
    out[i] = sorted[half];
  }
}

function mirrored(line: Float32Array, index: number): number {
  const { length } = line;
  if (index >= 0 && index < length) return line[index];
  const period = 2 * length;
  const place = ((index % period) + period) % period;
  return line[place < length ? place : period - 1 - place];
}

// Takes one value out of a sorted list and puts another in; only what lies between them moves.
function replaceSorted(sorted: Float32Array, leaving: number, entering: number): void {
  let place = lowerBound(sorted, leaving);
  if (entering > leaving) {
    for (; place < sorted.length - 1 && sorted[place + 1] < entering; place++) sorted[place] = sorted[place + 1];
  } else {
    for (; place > 0 && sorted[place - 1] > entering; place--) sorted[place] = sorted[place - 1];
  }
  sorted[place] = entering;
}

// The first place whose value is not below `value`.
function lowerBound(sorted: Float32Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
