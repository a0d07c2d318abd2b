import { env } from '@tensorflow/tfjs-core';
import { BackendError } from './backend-error.js';
import { isAbsent } from './is-absent.js';

/**
 * Not a literal in the import below, so that no compiler looks for a package that may be absent; the import's comments say
 * so to bundlers, some of which fold constants.
 */
const packageName: string = '@tensorflow/tfjs-node';

/**
 * Loads TensorFlow's native binding for Node.js.
 *
 * It restores `util.isNullOrUndefined` and `util.isArray`, which the binding calls and newer Node.js removed
 * (tensorflow/tfjs#8609). What the native library itself logs, it logs to stderr; `TF_CPP_MIN_LOG_LEVEL=2` in the
 * environment stops that.
 *
 * @param load Imports the package. A package manager that keeps each package's dependencies apart (pnpm) shows the
 *   application's copy to the application alone, so there the application passes
 *   `() => import('@tensorflow/tfjs-node')`.
 * @throws BackendError 'NODE_ABSENT' when the package is not installed.
 * @throws BackendError 'NODE_BROKEN' when it is there and does not load.
 */
export async function loadTfjsNode(
  load: () => Promise<unknown> = () =>
    import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ packageName),
): Promise<void> {
  if (typeof process !== 'object' || !process.versions?.node) {
    throw new BackendError('NODE_ABSENT', 'tfjs-node runs in Node.js only; use the wasm backend');
  }
  restoreUtil();
  const isProduction = env().getBool('PROD');
  try {
    // Else a copy of TensorFlow.js that comes with the binding warns that it finds another one set up.
    env().set('PROD', true);
    await load();
  } catch (cause) {
    if (isAbsent(packageName, cause)) {
      throw new BackendError('NODE_ABSENT', `tfjs-node is not installed; run npm install ${packageName}@4.22.0`, {
        cause,
      });
    }
    const firstLine = String(cause instanceof Error ? cause.message : cause)
      .split('\n')[0]
      .trim();
    throw new BackendError(
      'NODE_BROKEN',
      `tfjs-node is installed but does not load (${firstLine}); ` +
        `run npm rebuild ${packageName} --build-addon-from-source, or use the wasm backend`,
      { cause },
    );
  } finally {
    env().set('PROD', isProduction);
  }
}

function restoreUtil(): void {
  const util = process.getBuiltinModule('node:util') as unknown as Record<string, unknown>;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
