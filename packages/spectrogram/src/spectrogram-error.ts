export type SpectrogramErrorCode = 'PNG_DAMAGED' | 'PNG_UNSUPPORTED';

/** Bad data from outside: a picture that cannot be decoded. A caller's mistake is a RangeError or a TypeError instead. */
export class SpectrogramError extends Error {
  override name = 'SpectrogramError';

  constructor(
    /** What is wrong, for programs. */
    readonly code: SpectrogramErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
