/**
 * Loads tfjs-node, which only the app depends on, and only where its install found libtensorflow.
 *
 * @throws Error when it is absent or broken.
 */
export function loadTfjsNode(): Promise<unknown> {
  // Not a literal, so that type checker and bundler do not look for a package that may be absent.
  const name: string = '@tensorflow/tfjs-node';
  return import(name);
}
