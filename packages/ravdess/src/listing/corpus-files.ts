import type { RavdessErrorCode } from '../ravdess-error.js';

/** A file of a corpus, wherever it is kept. */
export interface CorpusFile {
  /** Inside the corpus, with / between the folders. */
  path: string;
  /** The archive that it lies in, where that is itself a file of the corpus. */
  archive?: string;
  /** Why it is not read, where that is known beforehand. */
  problem?: Problem;
  /** The content's `<bytes>-<CRC-32>`. */
  fingerprint(): Promise<string>;
  /** The content; rejects with whatever the file system or the unpacking says. */
  bytes(): Promise<Uint8Array>;
}

/** The files of a folder or an archive. */
export interface CorpusFiles {
  files: CorpusFile[];
  /** Archives among the files, which are not among `files`. */
  archives: InnerArchive[];
  /** What could not even be listed, and why. */
  leftOut: LeftOut[];
  /** Frees what reading needs. */
  close(): Promise<void>;
}

/** An archive in a folder or in another archive. */
export interface InnerArchive {
  /** Inside the corpus, as of a file. */
  path: string;
  /** Its files; rejects with whatever the file system or the unpacking says. */
  open(): Promise<CorpusFiles>;
}

/** Why something cannot be used. */
export interface Problem {
  /** For a program: the code of the error that reading it would be. */
  code: RavdessErrorCode;
  /** In words. */
  reason: string;
}

/** Something that was found and cannot be used. */
export interface LeftOut extends Problem {
  /** Its path inside the corpus; an archive's own name where the archive itself is damaged. */
  name: string;
}

/**
 * No recording of a sentence comes near 32 MiB, five minutes at 48 kHz; what claims to be larger is refused before any
 * memory is spent on it.
 */
export const MAX_BYTES = 32 * 2 ** 20;

/** Whether a file's name says that it is a zip archive. */
export function isArchiveName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.toLowerCase().endsWith('.zip') && !name.startsWith('._') && !path.split('/').includes('__MACOSX');
}
