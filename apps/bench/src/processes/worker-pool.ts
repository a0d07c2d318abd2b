import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Task, TaskMessage, TaskResult } from './task.js';

/** Worker processes that share a list of tasks. */
export interface WorkerPool {
  /**
   * Does a task in the next free worker.
   *
   * @param onProgress Called with the number of recordings or epochs done.
   * @throws Error when the task fails, its worker dies, or the pool is closed.
   */
  run<T extends Task>(task: T, onProgress?: (done: number) => void): Promise<TaskResult<T>>;
  /** Ends every worker at once; what was running or waiting is rejected. */
  close(): void;
}

interface Job {
  task: Task;
  onProgress: (done: number) => void;
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/** The file that a worker process starts from: beside this one, in the sources as in the build. */
const workerEntry = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/** One worker process for each core, as long as each has 1 GiB: twice what the printed CNN-2D takes to train. */
export function defaultJobs(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / 2 ** 30)));
}

/**
 * Starts worker processes as tasks need them.
 *
 * @param size At most how many at once, >= 1.
 */
export function createWorkerPool(size: number): WorkerPool {
  const waiting: Job[] = [];
  const idle: ChildProcess[] = [];
  const busy = new Map<ChildProcess, Job>();
  let closed = false;

  function next(): void {
    while (waiting.length > 0 && busy.size < size) {
      const worker = idle.pop() ?? start();
      const job = waiting.shift() as Job;
      busy.set(worker, job);
      worker.send(job.task);
    }
  }

  function start(): ChildProcess {
    // The memory of typed arrays travels as it is, not as JSON.
    const worker = fork(fileURLToPath(workerEntry), { serialization: 'advanced' });
    worker.on('message', (message: TaskMessage) => {
      const job = busy.get(worker);
      if (!job) return;
      if (message.kind === 'progress') return job.onProgress(message.done);
      busy.delete(worker);
      idle.push(worker);
      if (message.kind === 'result') job.resolve(message.result as never);
      else job.reject(new Error(message.message));
      next();
    });
    worker.on('error', (error) => lose(worker, error.message));
    worker.on('exit', (code, signal) => {
      // Ctrl-C reaches the whole process group, and a worker that is only starting does not pass over it yet. On a busy
      // machine its end may be known here before this process is told itself: what comes of that goes first.
      if (signal === 'SIGINT') setTimeout(() => lose(worker, 'ended by SIGINT'), 1000);
      else lose(worker, signal ? `ended by ${signal}` : `ended with code ${code}`);
    });
    return worker;
  }

  /** A worker that is gone takes its task with it; the next task gets a new worker. */
  function lose(worker: ChildProcess, reason: string): void {
    const job = busy.get(worker);
    busy.delete(worker);
    const at = idle.indexOf(worker);
    if (at >= 0) idle.splice(at, 1);
    job?.reject(new Error(`worker process ${worker.pid}: ${reason}`));
    if (!closed) next();
  }

  return {
    run: (task, onProgress = () => {}) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('the worker pool is closed'));
        waiting.push({ task, onProgress, resolve, reject });
        next();
      }),
    close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new Error('the worker pool is closed'));
      for (const worker of [...busy.keys(), ...idle]) worker.kill('SIGKILL');
    },
  };
}
