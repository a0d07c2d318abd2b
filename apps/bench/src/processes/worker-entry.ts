/** The file that a worker process starts from: beside this one, in the sources as in the build. */
export const workerEntry = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
