import { type ChildProcess, spawn } from 'node:child_process';
import { Console } from 'node:console';
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

/** Runs the command line to its end, in a process of its own: for what only a process shows. */
export function averBenchProcess(args: string[], options: { cwd?: string; env?: object } = {}): Promise<Outcome> {
  return startAverBench(args, options).outcome;
}

let before: Promise<unknown> = Promise.resolve();

/** Runs the command line to its end within this process, where TensorFlow.js is loaded once: one call after another. */
export function averBench(args: string[], { env = {} }: { env?: object } = {}): Promise<Outcome> {
  const outcome = before.then(() => runHere(args, env));
  before = outcome.catch(() => undefined);
  return outcome;
}

async function runHere(args: string[], env: object): Promise<Outcome> {
  const { runCli } = (await import(/* @vite-ignore */ inject('averBenchModule'))) as typeof import('../src/run-cli.js');
  const kept = { env: { ...process.env }, console: globalThis.console };
  const [stdout, stderr] = [process.stdout, process.stderr].map(caught);
  Object.assign(process.env, { AVER_RAVDESS: '', AVER_BENCH_COMMAND: '' }, env);
  // What a library prints would stand there, too.
  globalThis.console = new Console(process.stdout, process.stderr);
  try {
    const code = await runCli(args);
    return { code, signal: null, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    for (const stream of [stdout, stderr]) stream.release();
    globalThis.console = kept.console;
    for (const name of Object.keys(process.env)) if (!(name in kept.env)) delete process.env[name];
    Object.assign(process.env, kept.env);
  }
}

/** Keeps what is written to a stream, until it is released. */
function caught(stream: NodeJS.WriteStream): { text(): string; release(): void } {
  const { write } = stream;
  const written: Uint8Array[] = [];
  stream.write = (chunk: Uint8Array | string, ...rest: unknown[]) => {
    written.push(Buffer.from(chunk as string));
    const done = rest.find((one) => typeof one === 'function');
    if (done) process.nextTick(done as () => void);
    return true;
  };
  return {
    text: () => Buffer.concat(written).toString(),
    release() {
      stream.write = write;
    },
  };
}
