/**
 * What something costs of a processor's time, in milliseconds: on a machine that is busy with other work a clock on the
 * wall tells nothing of it.
 */
export function processorTime(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
