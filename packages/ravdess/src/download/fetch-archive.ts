import { type ArchiveChannel, archiveNames, knownArchives, OFFICIAL_RECORD } from './known-archives.js';
import { obtainArchive } from './obtain-archive.js';
import { defaultPatience } from './with-retries.js';

/** Which archive {@link fetchArchive} fetches, and where to. */
export interface FetchArchiveOptions {
  /** `Audio_Speech_Actors_01-24.zip` (208 MB) or `Audio_Song_Actors_01-24.zip` (226 MB). */
  channel: ArchiveChannel;
  /** The folder for the archive and its licence; made if missing. */
  directory: string;
  /**
   * Metadata of another record with the same files, in the form of Zenodo's API: of a mirror, say. Its sizes and
   * checksums are believed; those of the official record are held against the known ones.
   * @default 'https://zenodo.org/api/records/1188976'
   */
  recordUrl?: string;
  /** Called with every piece that arrives, which can be thousands of times. */
  onProgress?: (progress: FetchProgress) => void;
  /** Ends the fetch; what has arrived stays for the next one. */
  signal?: AbortSignal;
}

/** How far a fetch is. */
export interface FetchProgress {
  /**
   * `waiting`: another process fetches the same archive; `downloading`; `retrying`: a request failed, and the next one
   * follows in `secondsToRetry`; `verifying`: the checksum is taken.
   */
  state: 'waiting' | 'downloading' | 'retrying' | 'verifying';
  /** With what an earlier run had left. */
  receivedBytes: number;
  /** 0 as long as it is unknown. */
  totalBytes: number;
  /** Over the last five seconds. */
  bytesPerSecond?: number;
  secondsLeft?: number;
  /** What failed, in words. */
  problem?: string;
  secondsToRetry?: number;
}

/** An archive on this machine's disk. */
export interface FetchedArchive {
  /** For `listRecordings`. */
  path: string;
  /** The file's name. */
  name: string;
  bytes: number;
  /** The MD5 checksum in hexadecimal digits, verified. */
  md5: string;
  /** False when the archive was there already. */
  downloaded: boolean;
  /** Bytes that an earlier run had left. */
  resumedFrom: number;
  /** The file with licence and citation, beside the archive. */
  noticePath: string;
}

/**
 * Fetches an official archive of RAVDESS from Zenodo, unless it is there already.
 *
 * The bytes go to a part file that gets the archive's name once their MD5 checksum is right, so that a file of that
 * name is always whole. Failed requests are repeated, with growing waits; a download that was cut, even by a kill, goes
 * on where it ended. Of several processes that fetch the same archive one does and the others wait for it. A proxy is
 * taken from HTTP_PROXY, HTTPS_PROXY and NO_PROXY. A file of the archive's name with other content is replaced.
 *
 * @param options Which archive, and where to.
 * @returns Where it is.
 * @throws RangeError when an option has no usable value.
 * @throws RavdessError `DOWNLOAD_FAILED` when network or server fail for good, `RECORD_INVALID` when the record is none
 * or contradicts what the archive is known to be, `CHECKSUM_MISMATCH` when other bytes come, `DISK_FULL`, `UNWRITABLE`;
 * the signal's reason when it is aborted.
 * @see RAVDESS, https://zenodo.org/records/1188976, CC BY-NC-SA 4.0.
 *
 * @example
 * const { path } = await fetchArchive({ channel: 'speech', directory: 'data' });
 * const { recordings } = await listRecordings(path);
 */
export async function fetchArchive(options: FetchArchiveOptions): Promise<FetchedArchive> {
  const { channel, directory, recordUrl = OFFICIAL_RECORD } = options;
  if (!Object.hasOwn(archiveNames, channel)) throw invalid('channel', 'speech or song', channel);
  if (typeof directory !== 'string' || directory === '') throw invalid('directory', 'a path', directory);
  if (typeof recordUrl !== 'string' || !/^https?:/i.test(recordUrl) || !URL.canParse(recordUrl)) {
    throw invalid('recordUrl', 'an http or https address', recordUrl);
  }
  const known = recordUrl === OFFICIAL_RECORD ? knownArchives[channel] : undefined;
  return obtainArchive({ ...options, recordUrl, known, patience: defaultPatience });
}

function invalid(option: string, expected: string, received: unknown): RangeError {
  return new RangeError(`fetchArchive: ${option} must be ${expected}; received ${JSON.stringify(received)}`);
}
