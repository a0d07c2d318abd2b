/** A file of a corpus, wherever it is kept. */
export interface CorpusFile {
  /** Inside the corpus, with / between the folders. */
  path: string;
  /** Why it cannot be read, where that is known beforehand. */
  problem?: string;
  /** The content's `<bytes>-<CRC-32>`. */
  fingerprint(): Promise<string>;
  /** The content; rejects with whatever the file system or the unpacking says. */
  bytes(): Promise<Uint8Array>;
}

/** The files of a folder or an archive. */
export interface CorpusFiles {
  files: CorpusFile[];
  /** What could not even be listed, and why. */
  leftOut: LeftOut[];
  /** Frees what reading needs. */
  close(): Promise<void>;
}

/** Something that was found and cannot be used. */
export interface LeftOut {
  /** Its path inside the corpus. */
  name: string;
  /** Why, in words. */
  reason: string;
}

/** No recording comes near 512 MiB; what claims to be larger is refused before any memory is spent on it. */
export const MAX_BYTES = 512 * 2 ** 20;
