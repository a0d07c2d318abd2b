import { mulberry32 } from '@aver/random';
import { openTargets } from './targets.js';

/** What came of a target's inputs. */
export interface FuzzCounts {
  inputs: number;
  taken: number;
  refused: number;
  slowestMilliseconds: number;
}

/** One input may take so much of a processor's time, however busy the machine is, and the process so much memory. */
const mostMilliseconds = 5000;
const mostBytes = 2 ** 31;

/**
 * Attacks everything that takes what strangers made with mutated inputs, round after round: each gives a value, or an
 * error of the package's own, in bounded time and memory.
 *
 * @param seed Of the inputs: the n-th one of a target is the same whenever and however long this runs.
 * @throws Error that names target, seed and number of the input that did something else.
 */
export async function fuzz({ seconds, seed }: { seconds: number; seed: number }): Promise<Record<string, FuzzCounts>> {
  const { targets, dispose } = await openTargets();
  const counts: Record<string, FuzzCounts> = {};
  try {
    const end = performance.now() + 1000 * seconds;
    for (let round = 0; round === 0 || performance.now() < end; round++) {
      for (const [place, { name, attack }] of targets.entries()) {
        counts[name] ??= { inputs: 0, taken: 0, refused: 0, slowestMilliseconds: 0 };
        // The quick ones would else wait for the slow ones: each has a share of the time.
        const share = performance.now() + Math.min(100, (1000 * seconds) / targets.length / 2);
        do {
          const count = counts[name];
          const random = mulberry32(seed * 1_000_003 + place * 10_007 + count.inputs * 16);
          const started = process.cpuUsage();
          const outcome = await attack((n) => Math.floor((random() / 2 ** 32) * n)).catch((cause: Error) => {
            const which = `fuzz: ${name}, seed ${seed}, input ${count.inputs}`;
            throw new Error(`${which}: expected a value or a refusal; received ${cause.stack}`, { cause });
          });
          const { user, system } = process.cpuUsage(started);
          const milliseconds = (user + system) / 1000;
          const { rss } = process.memoryUsage();
          if (!(milliseconds <= mostMilliseconds && rss <= mostBytes)) {
            const cost = `${Math.round(milliseconds)} ms, and the process ${Math.round(rss / 2 ** 20)} MiB`;
            throw new Error(`fuzz: ${name}, seed ${seed}, input ${count.inputs}: it took ${cost}`);
          }
          count.inputs++;
          if (outcome === 'taken') count.taken++;
          else count.refused++;
          count.slowestMilliseconds = Math.max(count.slowestMilliseconds, milliseconds);
        } while (performance.now() < share);
      }
    }
  } finally {
    await dispose();
  }
  return counts;
}
