import { prepareBackend } from '@aver/backend';
import { getBackend } from '@tensorflow/tfjs-core';

let preparation: Promise<unknown> | undefined;

/**
 * Prepares the best backend of TensorFlow.js where none is in use yet: an application that wants a certain one prepares it
 * before.
 *
 * @throws BackendError when there is none.
 */
export async function readyBackend(): Promise<void> {
  if (getBackend()) return;
  // Once, however many ask meanwhile.
  preparation ??= prepareBackend().finally(() => {
    preparation = undefined;
  });
  await preparation;
}
