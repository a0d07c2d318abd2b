/** Times of one job over all files, in seconds per file. */
export interface Times {
  /** Each file's wall-clock time. */
  wall: number[];
  /** Mean processor time per file: what is left of the noise of a shared machine. */
  cpu: number;
}

/** Runs a job on every item, `passes` times over, after a warm-up of two passes. */
export function timesOf<T>(items: T[], passes: number, job: (item: T) => unknown): Times {
  for (let pass = 0; pass < 2; pass++) for (const item of items) job(item);
  const wall: number[] = [];
  const before = process.cpuUsage();
  for (let pass = 0; pass < passes; pass++) {
    for (const item of items) {
      const start = performance.now();
      job(item);
      wall.push((performance.now() - start) / 1000);
    }
  }
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1e6 / wall.length };
}

/** Times of two rounds of the same job. */
export function joined(a: Times, b: Times): Times {
  const wall = [...a.wall, ...b.wall];
  return { wall, cpu: (a.cpu * a.wall.length + b.cpu * b.wall.length) / wall.length };
}

export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** One line: median, quartiles and processor time, in milliseconds per file. */
export function timesLine(name: string, { wall, cpu }: Times): string {
  const sorted = [...wall].sort((a, b) => a - b);
  const at = (share: number): string => (1000 * sorted[Math.floor(share * (sorted.length - 1))]).toFixed(1);
  return `${name.padEnd(44)} ${at(0.5)} ms (p25 ${at(0.25)}, p75 ${at(0.75)}; processor ${(1000 * cpu).toFixed(1)})`;
}
