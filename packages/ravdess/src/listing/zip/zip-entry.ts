import { validateFileName } from 'yauzl';
import { MAX_BYTES, type Problem } from '../corpus-files.js';

/** What an archive says about one of its entries. */
export interface ZipEntry {
  path: string;
  method: number;
  /** CRC-32 of the content. */
  checksum: number;
  /** Bytes in the archive. */
  packedSize: number;
  /** Bytes of the content. */
  size: number;
  isEncrypted: boolean;
  isLink: boolean;
  /** Where the header in front of the content begins. */
  headerAt: number;
}

export const STORED = 0;
const DEFLATED = 8;

/** Why an entry is not read, as far as its header tells. */
export function entryProblem(entry: ZipEntry): Problem | undefined {
  const { path, method, packedSize, size } = entry;
  const badPath = validateFileName(path);
  if (badPath) return { code: 'UNSAFE_PATH', reason: badPath };
  if (entry.isEncrypted) return { code: 'ENCRYPTED', reason: 'encrypted' };
  if (entry.isLink) return { code: 'LINK', reason: 'a symbolic link' };
  if (method !== STORED && method !== DEFLATED) {
    const reason = `compression method must be ${STORED} or ${DEFLATED}; received ${method}`;
    return { code: 'ZIP_UNSUPPORTED', reason };
  }
  const largest = Math.max(packedSize, size);
  if (!(largest <= MAX_BYTES)) {
    return { code: 'TOO_LARGE', reason: `${largest} bytes are more than the ${MAX_BYTES} that are read` };
  }
  if (method === STORED && packedSize !== size) {
    return { code: 'CONTENT_DAMAGED', reason: `stored in ${packedSize} bytes, but ${size} bytes long` };
  }
  return undefined;
}
