/** The entry of a worker process: does one task at a time and answers through IPC. */
import { runTask } from './run-task.js';
import type { Task, TaskMessage } from './task.js';

const send = (message: TaskMessage) => process.send?.(message);

// Ctrl-C reaches the whole process group; the parent decides what becomes of its workers.
process.on('SIGINT', () => {});
// Without a parent nobody wants the work.
process.on('disconnect', () => process.exit(0));
process.on('message', async (task: Task) => {
  try {
    send({ kind: 'result', result: await runTask(task, (done) => send({ kind: 'progress', done })) });
  } catch (error) {
    send({ kind: 'failure', message: error instanceof Error ? error.message : String(error) });
  }
});
