import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { io } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { BackendError } from './backend-error.js';

/**
 * Writes a model to a folder in TensorFlow.js's own format, `model.json` and one file of weights, on every backend:
 * tfjs's `file://` handler needs tfjs-node. `tf.loadLayersModel` of a browser reads the folder as it is.
 *
 * The weights get a name made from their content, and `model.json`, which names them, is replaced last and in one
 * step: whoever reads the folder, even after a crash, finds the old model whole or the new one whole. Other files in
 * the folder stay. The optimizer's state is not saved.
 *
 * @param model The model.
 * @param directory Path of the folder, made if missing.
 * @throws BackendError 'MODEL_UNWRITABLE' when a file cannot be written.
 * @example
 * await saveModel(model, 'runs/best');
 */
export async function saveModel(model: LayersModel, directory: string): Promise<void> {
  await model.save(
    io.withSaveHandler(async (artifacts) => {
      await write(artifacts, directory);
      return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) };
    }),
  );
}

async function write(artifacts: io.ModelArtifacts, directory: string): Promise<void> {
  const weights = new Uint8Array(io.CompositeArrayBuffer.join(artifacts.weightData));
  const weightsName = `weights-${createHash('sha256').update(weights).digest('hex').slice(0, 16)}.bin`;
  const { modelTopology, format, generatedBy, convertedBy, userDefinedMetadata, weightSpecs } = artifacts;
  const json = {
    modelTopology,
    format,
    generatedBy,
    convertedBy,
    userDefinedMetadata,
    weightsManifest: [{ paths: [weightsName], weights: weightSpecs }],
  };
  const modelPath = join(directory, 'model.json');
  try {
    await mkdir(directory, { recursive: true });
    const replaced = await weightFiles(modelPath);
    await writeWhole(join(directory, weightsName), weights);
    await writeWhole(modelPath, JSON.stringify(json));
    for (const name of replaced) if (name !== weightsName) await rm(join(directory, name), { force: true });
  } catch (cause) {
    throw new BackendError('MODEL_UNWRITABLE', `saveModel: cannot write ${directory}: ${(cause as Error).message}`, {
      cause,
      path: directory,
    });
  }
}

/** The weight files of the model that is about to be replaced, as far as this function wrote them. */
async function weightFiles(modelPath: string): Promise<string[]> {
  try {
    const { weightsManifest } = JSON.parse(await readFile(modelPath, 'utf8'));
    return weightsManifest.flatMap(({ paths }: { paths: string[] }) =>
      paths.filter((path) => /^weights-[0-9a-f]{16}\.bin$/.test(path)),
    );
  } catch {
    return []; // There is no model yet, or none that can be read.
  }
}

/** Writes beside the target and renames, so that the target is never seen half written. */
async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
