import { BackendError, type BackendErrorCode } from '../backend-error.js';

/** The folder of a saved model, wherever it is: on a disk, behind a URL, dropped on a page. */
export interface ModelFolder {
  /** What messages call it: a path or URL. */
  name: string;
  /** Gives the bytes of one of its files. Any error means that the file cannot be had. */
  read(file: string): Promise<Uint8Array>;
}

/** The content of a JSON file of the folder. */
export async function readJson(
  folder: ModelFolder,
  file: string,
  codes: { missing: BackendErrorCode; invalid: BackendErrorCode },
  whenMissing: string,
): Promise<unknown> {
  const bytes = await readBytes(folder, file, codes.missing, whenMissing);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw folderError(codes.invalid, folder, file, `is not JSON: ${firstLine(cause)}`, cause);
  }
}

/** The bytes of a file of the folder. */
export async function readBytes(
  folder: ModelFolder,
  file: string,
  code: BackendErrorCode,
  whenMissing: string,
): Promise<Uint8Array> {
  try {
    return await folder.read(file);
  } catch (cause) {
    const reason = (cause as { code?: string } | undefined)?.code ?? firstLine(cause);
    throw folderError(code, folder, file, `${whenMissing} (${reason})`, cause);
  }
}

/** The error for a file of the folder, or for the folder itself where `file` is empty. */
export function folderError(
  code: BackendErrorCode,
  { name }: ModelFolder,
  file: string,
  message: string,
  cause?: unknown,
): BackendError {
  const path = file ? `${name.replace(/\/$/, '')}/${file}` : name;
  return new BackendError(code, `${path}: ${message}`, { cause, path });
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}
