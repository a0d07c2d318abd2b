/** What {@link Recognizer.recognize} takes beside the sound. */
export interface RecognizeOptions {
  /** Ends the work between its steps. @default none */
  signal?: AbortSignal;
  /** The longest sound that is taken, in seconds. @default 600 */
  maxSeconds?: number;
  /** The lowest sample rate that is taken, in Hz. @default 8000 */
  minSampleRate?: number;
  /** What messages call the sound. @default 'the sound' */
  name?: string;
}
