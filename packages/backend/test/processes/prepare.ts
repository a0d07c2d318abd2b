// Prepares the backend named in the first argument, looking for .wasm files where the second says, and prints the reason.
import { prepareBackend } from '@aver/backend';
import * as tf from '@tensorflow/tfjs-core';

const [name, wasmPaths] = process.argv.slice(2);
try {
  const { reason } = await prepareBackend(name as 'auto', {
    wasmPaths,
    loadNode: () =>
      import('@tensorflow/no-such-package' as string).catch((error) => {
        error.message = error.message.replace('no-such-package', 'tfjs-node');
        throw error;
      }),
  });
  tf.square(tf.tensor1d([1, 2])).dataSync();
  console.log(reason);
} catch (error) {
  const { name, code, message } = error as { name: string; code: string; message: string };
  console.log(JSON.stringify({ name, code, message }));
}
