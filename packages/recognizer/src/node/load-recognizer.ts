import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadRecognizer as load } from '../load-recognizer.js';
import type { Recognizer } from '../recognizer.js';

/**
 * Loads a model's folder from a disk: its card `aver.json`, its `model.json` and its weights. A backend of TensorFlow.js
 * must be ready (`prepareBackend` of @aver/backend).
 *
 * @param folder Path of the folder.
 * @returns The recognizer, which is the caller's to dispose.
 * @throws RecognizerError `CARD_MISSING` or `CARD_INVALID` when there is no card or it is none.
 * @throws RecognizerError `CARD_UNFIT` when the card is that of another model.
 * @throws BackendError when the model or its weights cannot be read.
 * @example
 * const recognizer = await loadRecognizer('models/best');
 * const { label, probabilities } = await recognizer.recognize(samples, 48000);
 */
export function loadRecognizer(folder: string): Promise<Recognizer> {
  return load({ name: folder, read: (file) => readFile(join(folder, file)) });
}
