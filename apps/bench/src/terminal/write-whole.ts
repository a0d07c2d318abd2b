import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** Writes a file under a temporary name and renames it, so that no reader ever sees a part of it. */
export async function writeWhole(path: string, content: string | Uint8Array | Uint8Array[]): Promise<void> {
  // Not the process's number: two machines that share a folder may have the same.
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(content as string); // an array of parts is written one by one
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
