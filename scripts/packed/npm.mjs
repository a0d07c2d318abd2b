import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const windows = process.platform === 'win32';

/** Runs npm in a folder; gives what it printed, or throws an error that says it. */
export async function npm(folder, env, ...args) {
  return run(windows ? 'npm.cmd' : 'npm', args, { cwd: folder, env: { ...process.env, ...env }, shell: windows });
}

/** Runs a program; gives what it printed, or throws an error that says it. */
export async function run(command, args, options) {
  try {
    return (await promisify(execFile)(command, args, { maxBuffer: 2 ** 26, ...options })).stdout;
  } catch (error) {
    throw new Error(`${command} ${args[0]} failed\n${error.stdout ?? ''}${error.stderr ?? error.message}`);
  }
}
