import { z } from 'zod';

/** What a worker says of itself, for `aver-bench status`. */
export interface WorkerCard {
  /** Unlike every other worker's. */
  name: string;
  /** Processor, memory, system, Node.js. */
  machine: string;
  build: string;
  /** The backends that work there. */
  backends: string[];
  /** The recordings it has, for the reader. */
  data: string;
  /** How many trials it does at once. */
  jobs: number;
  /** How many it does now. */
  running: number;
  /** Names of the queues that it serves. */
  serves: string[];
  /** Queues whose trials it leaves to others, and why. */
  refuses: Array<{ queue: string; reason: string }>;
}

/** How many seconds a card holds; it is renewed long before. */
export const secondsOfCard = 20;

const words = z.string().max(1000);

/** The form of {@link WorkerCard}, for what comes from Redis. */
export const workerCardForm = z.object({
  name: words,
  machine: words,
  build: words,
  backends: z.array(words).max(100),
  data: words,
  jobs: z.number(),
  running: z.number(),
  serves: z.array(words),
  refuses: z.array(z.object({ queue: words, reason: z.string() })),
});
