/** What went wrong, for a program to branch on. */
export type BackendErrorCode =
  | 'NODE_ABSENT'
  | 'NODE_BROKEN'
  | 'WASM_ABSENT'
  | 'CPU_ABSENT'
  | 'GPU_ABSENT'
  | 'GPU_FAILED'
  | 'WASM_FAILED'
  | 'WASM_NOT_REGISTERED'
  | 'WASM_INTERNALS'
  | 'WASM_MEMORY'
  | 'RELAXED_SIMD_ABSENT'
  | 'DATA_FORMAT'
  | 'IMPOSSIBLE_SHAPE'
  | 'MODEL_MISSING'
  | 'MODEL_INVALID'
  | 'WEIGHTS_MISSING'
  | 'WEIGHTS_LENGTH'
  | 'MODEL_UNWRITABLE';

/** Details of a {@link BackendError}. */
export interface BackendErrorOptions {
  /** What failed underneath. */
  cause?: unknown;
  /** The file or folder concerned. */
  path?: string;
}

/** A backend that cannot be had, a tensor that a training kernel cannot take, or a model that cannot be read or written. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  /** What went wrong, for a program to branch on. */
  readonly code: BackendErrorCode;
  /** The file or folder concerned, where there is one. */
  readonly path?: string;

  /**
   * @param code What went wrong.
   * @param message One line that names the remedy.
   */
  constructor(code: BackendErrorCode, message: string, { cause, path }: BackendErrorOptions = {}) {
    super(message, { cause });
    this.code = code;
    this.path = path;
  }
}
