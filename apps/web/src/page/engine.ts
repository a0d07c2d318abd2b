import type { CallName, Calls, FromWorker, ToWorker } from '../worker/calls.js';

export interface CallOptions<Name extends CallName> {
  /** Called with what the worker tells on the way. */
  onProgress?: (value: Calls[Name]['progress']) => void;
  /** Asks the worker to end early. */
  signal?: AbortSignal;
  /** What moves to the worker instead of being copied. */
  transfer?: Transferable[];
}

/** Calls the worker; rejects with an Error whose message is for the person in front of the page. */
export type Engine = <Name extends CallName>(
  call: Name,
  give: Calls[Name]['give'],
  options?: CallOptions<Name>,
) => Promise<Calls[Name]['get']>;

interface Waiting {
  onProgress?: (value: never) => void;
  resolve: (value: never) => void;
  reject: (error: Error) => void;
}

/**
 * Starts the worker. One that fails takes all calls with it, and another is started in its place.
 *
 * @param onRestart Told why; the new worker knows of no model yet.
 */
export function startEngine(onRestart: (reason: Error) => void): Engine {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let worker = start();

  function start(): Worker {
    const started = new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' });
    let hasAnswered = false;
    started.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      hasAnswered = true;
      const call = waiting.get(data.id);
      if (data.kind === 'progress') return call?.onProgress?.(data.value as never);
      waiting.delete(data.id);
      if (data.kind === 'result') call?.resolve(data.value as never);
      else call?.reject(new Error(data.message));
    };
    started.onerror = ({ message }) => {
      started.terminate();
      const error = new Error(`The part of this page that computes has failed: ${message || 'it did not load'}.`);
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      // One that never said anything would fail again, and again.
      if (!hasAnswered) return;
      worker = start();
      onRestart(error);
    };
    return started;
  }

  return (call, give, { onProgress, signal, transfer = [] } = {}) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { onProgress, resolve, reject });
      signal?.addEventListener('abort', () => worker.postMessage({ id, call: 'cancel' } satisfies ToWorker));
      worker.postMessage({ id, call, give } as ToWorker, transfer);
    });
}
