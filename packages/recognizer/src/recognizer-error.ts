/** What went wrong, for a program to branch on. */
export type RecognizerErrorCode =
  | 'CARD_MISSING'
  | 'CARD_INVALID'
  | 'CARD_UNFIT'
  | 'CARD_UNWRITABLE'
  | 'WEIGHTS_MISSING'
  | 'NOT_CALIBRATABLE'
  | 'SOUND_MISSING'
  | 'SOUND_UNREADABLE'
  | 'SOUND_TOO_LONG'
  | 'SAMPLE_RATE_TOO_LOW'
  | 'POOL_CLOSED';

/** Details of a {@link RecognizerError}. */
export interface RecognizerErrorOptions {
  /** What failed underneath. */
  cause?: unknown;
  /** The card's field that is wrong, such as `input.size`. */
  field?: string;
}

/** A model's card that is missing, wrong, or that of another model; no model at all; a sound that cannot be heard. */
export class RecognizerError extends Error {
  override readonly name = 'RecognizerError';
  /** What went wrong, for a program to branch on. */
  readonly code: RecognizerErrorCode;
  /** The card's path or URL, what the sound is called, such as its file's path, or the model of a pool. */
  readonly path: string;
  /** The card's field that is wrong, where it is one. */
  readonly field?: string;

  /**
   * @param code What went wrong.
   * @param path Of the card, or what the sound is called; the message begins with it.
   * @param problem One line.
   */
  constructor(code: RecognizerErrorCode, path: string, problem: string, { cause, field }: RecognizerErrorOptions = {}) {
    super(`${path}: ${problem}`, { cause });
    this.code = code;
    this.path = path;
    this.field = field;
  }
}
