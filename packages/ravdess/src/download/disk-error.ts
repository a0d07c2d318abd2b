import { RavdessError } from '../ravdess-error.js';

/** The file system's refusal to write, as this package's error: `DISK_FULL` or `UNWRITABLE`. */
export function diskError(cause: unknown, path: string): RavdessError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new RavdessError('DISK_FULL', `${path}: the disk is full; what was fetched stays for the next run`, {
      input: path,
      cause,
    });
  }
  return new RavdessError('UNWRITABLE', `${path}: cannot be written (${code})`, { input: path, cause });
}
