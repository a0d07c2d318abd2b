import type { FilenameField } from './naming/filename-codes.js';

/**
 * What went wrong, for a program:
 * - `BAD_FILENAME`: the name is not that of a recording of the corpus;
 * - `WAV_INVALID`: the bytes are no WAV file, or its header contradicts itself;
 * - `WAV_UNSUPPORTED`: a WAV file in an encoding that this package does not read;
 * - `WAV_EMPTY`: a WAV file without one whole frame of sound;
 * - `WAV_NOT_FINITE`: a WAV file of floating-point samples with NaN or an infinity among them;
 * - `NOT_FOUND`: the path does not exist;
 * - `UNREADABLE`: the file system refuses to read the path;
 * - `NOT_A_CORPUS`: the path is neither a folder nor a zip archive;
 * - `NO_RECORDINGS`: the folder or archive holds no recording, or none of those asked for;
 * - `ARCHIVE_DAMAGED`: the archive's directory is cut or contradicts itself;
 * - `UNSAFE_PATH`: an archive's entry has a path that leads out of the archive;
 * - `LINK`: an archive's entry is a symbolic link, or a link leads out of the folder;
 * - `ENCRYPTED`: an archive's entry is encrypted;
 * - `ZIP_UNSUPPORTED`: an archive's entry is compressed in a way that this package does not read;
 * - `TOO_LARGE`: a file or an entry has more bytes than any recording;
 * - `DUPLICATE`: another file holds the same recording;
 * - `CONTENT_DAMAGED`: a recording's bytes cannot be unpacked, or are not the ones that were listed;
 * - `CLOSED`: a recording is read after its corpus was closed;
 * - `DOWNLOAD_FAILED`: network or server failed, repeatedly or for good;
 * - `RECORD_INVALID`: the metadata of a record of Zenodo are none, or not what they must be;
 * - `CHECKSUM_MISMATCH`: the downloaded bytes are not those of the record;
 * - `DISK_FULL`: the disk has no room;
 * - `UNWRITABLE`: the file system refuses to write the path.
 */
export type RavdessErrorCode =
  | 'BAD_FILENAME'
  | 'WAV_INVALID'
  | 'WAV_UNSUPPORTED'
  | 'WAV_EMPTY'
  | 'WAV_NOT_FINITE'
  | 'NOT_FOUND'
  | 'UNREADABLE'
  | 'NOT_A_CORPUS'
  | 'NO_RECORDINGS'
  | 'ARCHIVE_DAMAGED'
  | 'UNSAFE_PATH'
  | 'LINK'
  | 'ENCRYPTED'
  | 'ZIP_UNSUPPORTED'
  | 'TOO_LARGE'
  | 'DUPLICATE'
  | 'CONTENT_DAMAGED'
  | 'CLOSED'
  | 'DOWNLOAD_FAILED'
  | 'RECORD_INVALID'
  | 'CHECKSUM_MISMATCH'
  | 'DISK_FULL'
  | 'UNWRITABLE';

/** What a {@link RavdessError} carries beside its message. */
export interface RavdessErrorDetails {
  /** The offending input: the name, the path, or the value in a WAV header. */
  input?: unknown;
  /** The error that led to this one. */
  cause?: unknown;
  /**
   * For `BAD_FILENAME`: the offending field, or `extension`, or `name` for the name as a whole; `speaker` and `version`
   * are fields of other corpora.
   */
  field?: FilenameField | 'speaker' | 'version' | 'extension' | 'name';
  /** For `BAD_FILENAME`: what the field must be, in words. */
  expected?: string;
  /** For `BAD_FILENAME`: what the field is. */
  received?: string;
}

/** The one error of this package for bad data from outside: names, WAV files, folders and archives. */
export class RavdessError extends Error {
  override readonly name = 'RavdessError';
  readonly code: RavdessErrorCode;
  readonly input: unknown;
  readonly field?: RavdessErrorDetails['field'];
  readonly expected?: string;
  readonly received?: string;

  /**
   * @param code What went wrong, for a program.
   * @param message What went wrong, for a person, in one line.
   * @param details What else is known.
   */
  constructor(code: RavdessErrorCode, message: string, details: RavdessErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.input = details.input;
    this.field = details.field;
    this.expected = details.expected;
    this.received = details.received;
  }
}
