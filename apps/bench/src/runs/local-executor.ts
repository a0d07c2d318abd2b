import type { WorkerPool } from '../processes/worker-pool.js';
import type { Executor } from './executor.js';

/** Runs trials in worker processes of this machine. */
export function localExecutor(pool: WorkerPool): Executor {
  return {
    async run(requests, { onEpoch, onResult, onFailure }) {
      await Promise.all(
        requests.map(async (request) => {
          const { trial, inputsPath, modelDirectory } = request;
          const task = { kind: 'trial' as const, trial, inputsPath, modelDirectory };
          const outcome = await pool.run(task, (epochs) => onEpoch(request, epochs)).catch((error: Error) => error);
          if (outcome instanceof Error) onFailure(request, outcome);
          else await onResult(request, outcome);
        }),
      );
    },
    close: async () => pool.close(),
  };
}
