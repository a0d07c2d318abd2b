import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 90_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('waited for 90 s in vain');
    await sleep(10);
  }
}
