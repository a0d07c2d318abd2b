import { rm } from 'node:fs/promises';
import type { WorkerPool } from '../processes/worker-pool.js';
import type { Executor } from './executor.js';

/** Runs trials in worker processes of this machine. */
export function localExecutor(pool: WorkerPool): Executor {
  return {
    async run(requests, { onEpoch, onResult, onFailure }) {
      await Promise.all(
        requests.map(async (request) => {
          const { key: _, ...what } = request;
          const task = { kind: 'trial' as const, ...what };
          const outcome = await pool.run(task, (epochs) => onEpoch(request, epochs)).catch((error: Error) => error);
          if (outcome instanceof Error) onFailure(request, outcome);
          else {
            await onResult(request, outcome);
            if (request.unfinishedPath) await rm(request.unfinishedPath, { force: true });
          }
        }),
      );
    },
    close: async () => pool.close(),
  };
}
