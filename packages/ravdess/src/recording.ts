import type { RecordingFields } from './naming/recording-fields.js';
import type { Sound } from './wav/sound-problem.js';

/** One recording of a corpus: what its name says, and its sound on demand. */
export interface Recording<Fields = RecordingFields> {
  /** The recording's name in the corpus, such as `03-01-03-01-01-01-20.wav`, whatever the folder and the ending's case. */
  name: string;
  /** What the name says. */
  fields: Fields;
  /**
   * The identity of the sound, for caches: of a file `<bytes>-<CRC-32 in eight hexadecimal digits>`, equal wherever it
   * is kept; of a synthetic recording, what it is made from.
   */
  fingerprint: string;
  /**
   * The sound: mono samples in [-1, 1] and their rate in Hz, decoded anew at each call; `soundProblem` tells whether it is
   * worth hearing.
   *
   * @throws RavdessError (as a rejection) when the content cannot be read or decoded.
   */
  read(): Promise<Sound>;
}
