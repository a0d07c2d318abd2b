import type { WorkerCard } from './worker-card.js';

/** Who does a queue's trials, and who does not. */
export interface WhoServes {
  /** Names of the workers that serve it. */
  workers: string[];
  /** Who leaves its trials to others, and why. */
  refusals: Array<{ worker: string; reason: string }>;
}

/** Reads from the workers' cards who serves a queue. */
export function whoServes(cards: Iterable<WorkerCard>, queue: string): WhoServes {
  const all = [...cards];
  return {
    workers: all.filter(({ serves }) => serves.includes(queue)).map(({ name }) => name),
    refusals: all.flatMap(({ name, refuses }) =>
      refuses.filter((one) => one.queue === queue).map(({ reason }) => ({ worker: name, reason })),
    ),
  };
}
