import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * What imports `@tensorflow/tfjs-node` from the project folder that AVER_TFJS_NODE names, or undefined where it names
 * none: then a test is to be skipped with `test.skipIf`, and this function has said so on stderr.
 */
export function tfjsNode(): (() => Promise<unknown>) | undefined {
  const folder = process.env.AVER_TFJS_NODE;
  if (!folder || !existsSync(join(folder, 'node_modules/@tensorflow/tfjs-node'))) {
    console.error('SKIPPED: no tfjs-node; set AVER_TFJS_NODE to a project folder in which it is installed.');
    return undefined;
  }
  const path = createRequire(join(folder, 'package.json')).resolve('@tensorflow/tfjs-node');
  return () => import(pathToFileURL(path).href);
}
