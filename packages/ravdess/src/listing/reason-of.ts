import { RavdessError } from '../ravdess-error.js';
import type { Problem } from './corpus-files.js';

/** Why a file cannot be read, from the error that reading it was. */
export function problemOf(error: unknown): Problem {
  const reason = reasonOf(error);
  if (error instanceof RavdessError) return { code: error.code, reason };
  return { code: (error as NodeJS.ErrnoException).syscall ? 'UNREADABLE' : 'CONTENT_DAMAGED', reason };
}

/** Why something failed, in words that fit behind a file's name. */
export function reasonOf(error: unknown): string {
  const { code, syscall, message } = error as Partial<NodeJS.ErrnoException>;
  // The path in a file system's message is the reader's already; the code says the rest.
  if (syscall || code === 'ERR_INVALID_ARG_VALUE') return `cannot be read (${code})`;
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'unpacks to more bytes than the archive says';
  return message ?? String(error);
}
