import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { io, util } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { BackendError, type BackendErrorCode } from './backend-error.js';

const bytesPerValue: Record<string, number> = { bool: 1, uint8: 1, uint16: 2, float16: 2, float32: 4, int32: 4 };

/**
 * Reads a model that {@link saveModel}, tfjs-node or a converter wrote as a folder with a `model.json`.
 *
 * @param directory Path of the folder.
 * @returns The model, not compiled: the optimizer is not part of it.
 * @throws BackendError 'model-missing' when there is no folder or no model.json in it.
 * @throws BackendError 'model-invalid' when model.json is not JSON, is not a layers model, or names an unknown layer.
 * @throws BackendError 'weights-missing' when a file of weights is not there.
 * @throws BackendError 'weights-length' when the weights have the wrong number of bytes.
 * @example
 * const model = await loadModel('runs/best');
 */
export async function loadModel(directory: string): Promise<LayersModel> {
  const modelPath = join(directory, 'model.json');
  const json = parse(await read(modelPath, 'model-missing', 'there is no model'), modelPath);
  const { modelTopology, weightsManifest, userDefinedMetadata } = json;
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  const files: Uint8Array[] = [];
  for (const name of weightsManifest.flatMap(({ paths }) => paths)) {
    const inside = relative(directory, join(directory, name));
    if (inside.startsWith('..') || isAbsolute(inside)) {
      throw fail('model-invalid', modelPath, `names weights outside its folder: ${name}`);
    }
    files.push(await read(join(directory, name), 'weights-missing', 'a file of weights is missing'));
  }

  const weightData = io.concatenateArrayBuffers(files.map((bytes) => new Uint8Array(bytes).buffer));
  const expected = byteLength(weightSpecs);
  if (!(expected >= 0)) throw fail('model-invalid', modelPath, 'has weights of an unknown shape or dtype');
  if (weightData.byteLength !== expected) {
    throw fail('weights-length', directory, `the weights must be ${expected} bytes; received ${weightData.byteLength}`);
  }
  try {
    return await loadLayersModel(io.fromMemory({ modelTopology, userDefinedMetadata, weightSpecs, weightData }));
  } catch (cause) {
    throw fail('model-invalid', modelPath, firstLine(cause), cause);
  }
}

async function read(path: string, code: BackendErrorCode, what: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw fail(code, path, `${what} (${(cause as NodeJS.ErrnoException).code})`, cause);
  }
}

function parse(bytes: Uint8Array, path: string): io.ModelJSON {
  let json: Partial<io.ModelJSON> | null;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw fail('model-invalid', path, `is not JSON: ${firstLine(cause)}`, cause);
  }
  if (json?.format === 'graph-model') throw fail('model-invalid', path, 'is a graph model, not a layers model');
  const { modelTopology, weightsManifest } = json ?? {};
  const isManifest =
    Array.isArray(weightsManifest) &&
    weightsManifest.every((group) => isListOf('string', group?.paths) && isListOf('object', group?.weights));
  if (!modelTopology || !isManifest) throw fail('model-invalid', path, 'lacks modelTopology or weightsManifest');
  return json as io.ModelJSON;
}

function isListOf(type: string, value: unknown): boolean {
  return Array.isArray(value) && value.every((element) => element !== null && typeof element === type);
}

/** Bytes of the weights as stored: quantized ones are smaller than what they become. */
function byteLength(specs: io.WeightsManifestEntry[]): number {
  let bytes = 0;
  for (const { shape, dtype, quantization } of specs) {
    const stored = quantization?.dtype ?? dtype;
    bytes += util.sizeFromShape(shape) * (bytesPerValue[stored] ?? Number.NaN);
  }
  return bytes;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}

function fail(code: BackendErrorCode, path: string, message: string, cause?: unknown): BackendError {
  return new BackendError(code, `loadModel: ${path}: ${message}`, { cause, path });
}
