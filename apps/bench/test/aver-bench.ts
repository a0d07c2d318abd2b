import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const tsconfig = fileURLToPath(new URL('../../../tsconfig.json', import.meta.url));

/** What a run of the command line left. */
export interface Outcome {
  code: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

/** Starts the command line from its sources, in a process of its own (and a group of its own, for signals). */
export function startAverBench(
  args: string[],
  { cwd = process.cwd(), env = {} }: { cwd?: string; env?: object } = {},
): {
  child: ChildProcess;
  outcome: Promise<Outcome>;
} {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), cli, ...args], {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, AVER_RAVDESS: '', TSX_TSCONFIG_PATH: tsconfig, ...env },
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
