/**
 * Runs tasks as they come, but never more than `limit` at a time; the others wait in line.
 *
 * @returns A function that takes a task and resolves or rejects as the task does.
 */
export function limitConcurrency(limit: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: Array<() => void> = [];
  let running = 0;
  return async (task) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      // The place goes straight to the next in line, so that nobody can jump in between.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
