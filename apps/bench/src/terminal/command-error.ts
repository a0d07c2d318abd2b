/** What ends the command line: one line for stderr, and the exit code. */
export class CommandError extends Error {
  /**
   * @param message One line that names the input, what was expected and what came.
   * @param exitCode 2 for the user's mistakes, 1 for failures, 130 for Ctrl-C.
   */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 130,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CommandError';
  }
}
