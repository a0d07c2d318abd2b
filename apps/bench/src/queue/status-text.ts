import { duration } from '../terminal/duration.js';
import { printable } from '../terminal/printable.js';
import type { QueueStatus, QueuesStatus } from './queue-status.js';
import type { WorkerCard } from './worker-card.js';

/** How things stand in a Redis, for people. */
export function statusText({ queues, workers, passedOver = [], ...counts }: QueuesStatus): string {
  const { waiting, running, done, failed } = counts;
  const lines = [`Trials: ${waiting} waiting, ${running} running, ${done} done, ${failed} failed`];
  for (const queue of queues) lines.push('', ...queueLines(queue));
  lines.push('', `Workers: ${workers.length === 0 ? 'none' : workers.length}`);
  for (const worker of workers) lines.push(`  ${workerLine(worker)}`);
  if (passedOver.length > 0) lines.push('', 'Passed over:', ...passedOver.map((problem) => `  ${problem}`));
  return lines.map(printable).join('\n');
}

function queueLines({ name, needs, waiting, running, done, failed, ...queue }: QueueStatus): string[] {
  const { build, backend, data } = needs;
  const left = queue.secondsLeft ? `, ${duration(queue.secondsLeft)} left` : '';
  const lines = [
    `Queue ${name}: ${data.name}, backend ${backend}, version ${build}`,
    `  ${waiting} waiting, ${running} running, ${done} done, ${failed} failed${left}`,
  ];
  if (waiting > 0 && queue.workers.length === 0) {
    lines.push(
      `  waits for a worker of version ${build}, with backend ${backend} and the recordings of ${data.name}, ` +
        `fingerprint ${data.fingerprint}`,
    );
  }
  for (const { worker, reason } of queue.refusals) lines.push(`  left by ${worker}: ${reason}`);
  for (const { trial, reason } of queue.failures) lines.push(`  failed: ${trial}: ${reason}`);
  return lines;
}

function workerLine({ name, running, jobs, machine, backends, data, build }: WorkerCard): string {
  return `${name}: ${running} of ${jobs} running; ${machine}; ${backends.join(', ')}; ${data}; version ${build}`;
}
