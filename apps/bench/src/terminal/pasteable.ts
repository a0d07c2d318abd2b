/**
 * A command of aver-bench as it runs when pasted where it is printed. In a clone, scripts/run.mjs says how it was called
 * (AVER_BENCH_COMMAND); installed, `aver-bench` is found by itself.
 */
export function pasteable(command: string): string {
  return command.replace(/^aver-bench\b/, process.env.AVER_BENCH_COMMAND || 'aver-bench');
}
