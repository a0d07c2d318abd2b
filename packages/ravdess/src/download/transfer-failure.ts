/** A request that failed, and whether another one could do better. Never leaves the package but as a `cause`. */
export class TransferFailure extends Error {
  override readonly name = 'TransferFailure';
  /** Whether trying again is useless: the address is wrong, not the moment. */
  readonly permanent: boolean;
  /** How long the server asks to wait. */
  readonly waitSeconds?: number;

  constructor(
    message: string,
    { permanent = false, waitSeconds, cause }: { permanent?: boolean; waitSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.permanent = permanent;
    this.waitSeconds = waitSeconds;
  }
}
