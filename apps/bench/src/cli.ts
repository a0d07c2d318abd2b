#!/usr/bin/env node
/** The command line as a process: the only place that ends it. */
import * as nodeModule from 'node:module';
import { runCli } from './run-cli.js';

// From Node 22 on, what is compiled of a command is kept for its next start.
(nodeModule as { enableCompileCache?: () => unknown }).enableCompileCache?.();

// Whoever reads the output may have seen enough (head, less): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runCli(process.argv.slice(2));
// Whatever still holds the process open (a worker that is ending, a descriptor) is not worth waiting for, but what
// was printed must get out first.
for (const stream of [process.stdout, process.stderr]) {
  await new Promise<void>((done) => stream.write('', () => done()));
}
process.exit();
