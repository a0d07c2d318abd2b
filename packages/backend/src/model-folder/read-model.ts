import { io, util } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { graphProblem } from './graph-problem.js';
import { firstLine, folderError, type ModelFolder, readBytes, readJson } from './model-folder.js';

const modelFile = 'model.json';

const bytesPerValue: Record<string, number> = { bool: 1, uint8: 1, uint16: 2, float16: 2, float32: 4, int32: 4 };

/**
 * Reads a model from a folder with a `model.json`, as `saveModel`, tfjs-node or a converter wrote it, wherever the
 * folder is. In Node.js, `loadModel` of the entry `/node` takes a path.
 *
 * @param folder Its name, for messages, and a function that reads its files.
 * @returns The model, not compiled: the optimizer is not part of it.
 * @throws BackendError 'MODEL_MISSING' when there is no model.json.
 * @throws BackendError 'MODEL_INVALID' when model.json is not JSON, is not a layers model, names an unknown layer, has a
 * layer that follows one which is not there, or itself, or has a weight without a name, shape or dtype.
 * @throws BackendError 'WEIGHTS_MISSING' when a file of weights is not there.
 * @throws BackendError 'WEIGHTS_LENGTH' when the weights have the wrong number of bytes.
 * @example
 * const read = async (file) => new Uint8Array(await (await fetch(`models/best/${file}`)).arrayBuffer());
 * const model = await readModel({ name: 'models/best', read });
 */
export async function readModel(folder: ModelFolder): Promise<LayersModel> {
  const codes = { missing: 'MODEL_MISSING', invalid: 'MODEL_INVALID' } as const;
  const json = requireLayersModel(folder, await readJson(folder, modelFile, codes, 'there is no model'));
  const { modelTopology, weightsManifest, userDefinedMetadata } = json;
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  requireWeights(folder, weightSpecs);
  const files: Uint8Array[] = [];
  for (const name of weightsManifest.flatMap(({ paths }) => paths)) {
    if (!isInside(name)) {
      throw folderError('MODEL_INVALID', folder, modelFile, `names weights outside its folder: ${name}`);
    }
    files.push(await readBytes(folder, name, 'WEIGHTS_MISSING', 'a file of weights is missing'));
  }

  const weightData = io.concatenateArrayBuffers(files.map((bytes) => new Uint8Array(bytes).buffer));
  const expected = byteLength(weightSpecs);
  if (weightData.byteLength !== expected) {
    const message = `the weights must be ${expected} bytes; received ${weightData.byteLength}`;
    throw folderError('WEIGHTS_LENGTH', folder, '', message);
  }
  try {
    return await loadLayersModel(io.fromMemory({ modelTopology, userDefinedMetadata, weightSpecs, weightData }));
  } catch (cause) {
    throw folderError('MODEL_INVALID', folder, modelFile, firstLine(cause), cause);
  }
}

function requireLayersModel(folder: ModelFolder, value: unknown): io.ModelJSON {
  const json = value as Partial<io.ModelJSON> | null;
  const fail = (message: string) => folderError('MODEL_INVALID', folder, modelFile, message);
  if (json?.format === 'graph-model') throw fail('is a graph model, not a layers model');
  const { modelTopology, weightsManifest } = json ?? {};
  const isManifest =
    Array.isArray(weightsManifest) &&
    weightsManifest.every((group) => isListOf('string', group?.paths) && isListOf('object', group?.weights));
  if (!modelTopology || !isManifest) throw fail('lacks modelTopology or weightsManifest');
  const problem = graphProblem(modelTopology);
  if (problem) throw fail(problem);
  return json as io.ModelJSON;
}

function isListOf(type: string, value: unknown): boolean {
  return Array.isArray(value) && value.every((element) => element !== null && typeof element === type);
}

/** Whether a file's name stays in the folder: relative, without a step up, and no URL. */
function isInside(name: string): boolean {
  return !/^([\\/]|[a-z][a-z0-9+.-]*:)/i.test(name) && !name.split(/[\\/]/).includes('..');
}

/** Fails on the first weight whose size cannot be told. */
function requireWeights(folder: ModelFolder, specs: io.WeightsManifestEntry[]): void {
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
  specs.forEach(({ name, shape, dtype, quantization }, index) => {
    const fail = (field: string, expected: string, value: unknown): never => {
      const received = (JSON.stringify(value) ?? 'nothing').slice(0, 100);
      const weight = typeof name === 'string' ? JSON.stringify(name) : `number ${index}`;
      const message = `weight ${weight}: ${field} must be ${expected}; received ${received}`;
      throw folderError('MODEL_INVALID', folder, modelFile, message);
    };
    if (typeof name !== 'string') fail('name', 'a text', name);
    if (!(Array.isArray(shape) && shape.every(isCount))) fail('shape', 'a list of whole numbers', shape);
    const stored = quantization?.dtype ?? dtype;
    const dtypes = Object.keys(bytesPerValue);
    if (!dtypes.includes(stored)) fail('dtype', `one of ${dtypes.join(', ')}`, stored);
  });
}

/** Bytes of the weights as stored: quantized ones are smaller than what they become. */
function byteLength(specs: io.WeightsManifestEntry[]): number {
  let bytes = 0;
  for (const { shape, dtype, quantization } of specs) {
    bytes += util.sizeFromShape(shape) * bytesPerValue[quantization?.dtype ?? dtype];
  }
  return bytes;
}
