import type { Recognizer } from '@aver/recognizer';
import { io } from '@tensorflow/tfjs-core';
import type { ModelFile } from './calls.js';

/** The folder of a model, as `saveRecognizer` of @aver/recognizer/node writes it, for those who have no disk. */
export async function modelFiles({ model, card }: Recognizer): Promise<ModelFile[]> {
  const files: ModelFile[] = [];
  const add = (name: string, json: object) =>
    files.push({ name, bytes: new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`) });
  add('aver.json', card);
  await model.save(
    io.withSaveHandler(async (artifacts) => {
      const { modelTopology, format, generatedBy, convertedBy, userDefinedMetadata, weightSpecs } = artifacts;
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      add('model.json', { modelTopology, format, generatedBy, convertedBy, userDefinedMetadata, weightsManifest });
      files.push({ name: 'weights.bin', bytes: new Uint8Array(io.CompositeArrayBuffer.join(artifacts.weightData)) });
      return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) };
    }),
  );
  return files;
}
