import type { RecordingFields } from './recording-fields.js';

/** One recording of a corpus: what its name says, and its sound on demand. */
export interface Recording {
  /** The file's base name, such as `03-01-03-01-01-01-20.wav`. */
  name: string;
  /** What the name says. */
  fields: RecordingFields;
  /**
   * The identity of the sound, for caches: of a file `<bytes>-<CRC-32 in eight hexadecimal digits>`, equal wherever it
   * is kept; of a synthetic recording, what it is made from.
   */
  fingerprint: string;
  /**
   * The sound: mono samples in [-1, 1] and their rate in Hz, decoded anew at each call.
   *
   * @throws RavdessError (as a rejection) when the content cannot be read or decoded.
   */
  read(): Promise<{ samples: Float32Array; sampleRate: number }>;
}
