import { type BackendName, type PreparedBackend, prepareBackend } from '@aver/backend';

/**
 * Prepares what computes. It offers tfjs-node too, which only the app depends on, and only where its install found
 * libtensorflow.
 *
 * @throws BackendError when the backend that was asked for does not work here.
 */
export function prepareAppBackend(wanted: 'auto' | BackendName): Promise<PreparedBackend> {
  // TensorFlow's own log goes to stderr, and says nothing that a user could act upon; errors stay.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // Not a literal, so that type checker and bundler do not look for a package that may be absent.
  const name: string = '@tensorflow/tfjs-node';
  return prepareBackend(wanted, { loadNode: () => import(name) });
}
