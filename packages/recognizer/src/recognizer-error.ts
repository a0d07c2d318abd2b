/** What went wrong, for a program to branch on. */
export type RecognizerErrorCode = 'CARD_MISSING' | 'CARD_INVALID' | 'CARD_UNFIT' | 'CARD_UNWRITABLE';

/** Details of a {@link RecognizerError}. */
export interface RecognizerErrorOptions {
  /** What failed underneath. */
  cause?: unknown;
  /** The card's field that is wrong, such as `input.size`. */
  field?: string;
}

/** A model's card that is missing, wrong, or that of another model. */
export class RecognizerError extends Error {
  override readonly name = 'RecognizerError';
  /** What went wrong, for a program to branch on. */
  readonly code: RecognizerErrorCode;
  /** The card's path or URL. */
  readonly path: string;
  /** The card's field that is wrong, where it is one. */
  readonly field?: string;

  /**
   * @param code What went wrong.
   * @param folder What the model's folder is called.
   * @param message One line.
   */
  constructor(
    code: RecognizerErrorCode,
    folder: string,
    message: string,
    { cause, field }: RecognizerErrorOptions = {},
  ) {
    const path = `${folder.replace(/\/$/, '')}/aver.json`;
    super(`${path}: ${message}`, { cause });
    this.code = code;
    this.path = path;
    this.field = field;
  }
}
