import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BackendName, type PreparedBackend, prepareBackend } from '@aver/backend';

/** Not a literal, so that type checker and bundler do not look for a package that may be absent. */
const name: string = '@tensorflow/tfjs-node';

/**
 * Prepares what computes. It offers tfjs-node too, which only the app depends on, and only where its install found
 * libtensorflow.
 *
 * @throws BackendError when the backend that was asked for does not work here.
 */
export function prepareAppBackend(wanted: 'auto' | BackendName): Promise<PreparedBackend> {
  // TensorFlow's own log goes to stderr, and says nothing that a user could act upon; errors stay.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  return prepareBackend(wanted, { loadNode: loadTfjsNode });
}

/** Without its binary the package loads a third of a second of other packages first, and fails then. */
async function loadTfjsNode(): Promise<unknown> {
  const folder = bindingsFolder();
  if (folder && !hasBinding(folder)) {
    throw new Error(`The Node.js native addon module (tfjs_binding.node) can not be found in: ${folder}`);
  }
  return import(name);
}

/** Undefined where the package is not installed, which its import says best. */
function bindingsFolder(): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'lib');
  } catch {
    return undefined;
  }
}

/** lib/napi-v8/tfjs_binding.node, or that of another version. */
function hasBinding(folder: string): boolean {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((file) => file.endsWith('.node'));
  } catch {
    return false;
  }
}
