const WINDOW_SECONDS = 5;

/**
 * How fast bytes arrive, over the last five seconds.
 *
 * @returns A function that takes how many bytes there are by now, and gives bytes per second or, as long as there is
 * nothing to measure, undefined.
 */
export function transferRate(): (bytes: number) => number | undefined {
  const marks: Array<{ time: number; bytes: number }> = [];
  return (bytes) => {
    const time = performance.now() / 1000;
    // Ten marks a second are enough, however small the pieces are.
    if (marks.length === 0 || time - marks[marks.length - 1].time >= 0.1) marks.push({ time, bytes });
    while (marks.length > 1 && time - marks[0].time > WINDOW_SECONDS) marks.shift();
    const seconds = time - marks[0].time;
    return seconds >= 0.1 ? Math.max(0, bytes - marks[0].bytes) / seconds : undefined;
  };
}
