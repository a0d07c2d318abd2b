import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readModel } from './model-folder/read-model.js';

/**
 * Reads a model that {@link saveModel}, tfjs-node or a converter wrote as a folder with a `model.json`.
 *
 * @param directory Path of the folder.
 * @returns The model, not compiled: the optimizer is not part of it.
 * @throws BackendError 'MODEL_MISSING' when there is no folder or no model.json in it.
 * @throws BackendError 'MODEL_INVALID' when model.json is not JSON, is not a layers model, or names an unknown layer.
 * @throws BackendError 'WEIGHTS_MISSING' when a file of weights is not there.
 * @throws BackendError 'WEIGHTS_LENGTH' when the weights have the wrong number of bytes.
 * @example
 * const model = await loadModel('runs/best');
 */
export function loadModel(directory: string): Promise<LayersModel> {
  return readModel({ name: directory, read: (file) => readFile(join(directory, file)) });
}
