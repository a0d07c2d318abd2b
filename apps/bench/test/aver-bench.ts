import { type ChildProcess, spawn } from 'node:child_process';
import { inject } from 'vitest';

/** What a run of the command line left. */
export interface Outcome {
  code: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

/** Starts the command line (build-cli.ts), in a process of its own (and a group of its own, for signals). */
export function startAverBench(
  args: string[],
  { cwd = process.cwd(), env = {} }: { cwd?: string; env?: object } = {},
): {
  child: ChildProcess;
  outcome: Promise<Outcome>;
} {
  const child = spawn(process.execPath, [inject('averBenchCli'), ...args], {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, AVER_RAVDESS: '', AVER_BENCH_COMMAND: '', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (text) => {
    stdout += text;
  });
  child.stderr?.on('data', (text) => {
    stderr += text;
  });
  const outcome = new Promise<Outcome>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, outcome };
}

/** Runs the command line to its end. */
export function averBench(args: string[], options: { cwd?: string; env?: object } = {}): Promise<Outcome> {
  return startAverBench(args, options).outcome;
}
