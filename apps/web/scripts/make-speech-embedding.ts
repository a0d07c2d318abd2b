// Writes the speech embedding of @aver/models, in half precision, to public/models/speech-embedding: the page waits for
// every byte of it. Its weights never change.
//   TSX_TSCONFIG_PATH=tsconfig.json npx tsx apps/web/scripts/make-speech-embedding.ts     in the root
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { prepareBackend } from '@aver/backend';
import { speechEmbedding } from '@aver/models/speech-embedding';
import { io } from '@tensorflow/tfjs-core';
import { halfPrecision } from '../shipped/half-precision.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const target = here('../public/models/speech-embedding');
await prepareBackend('cpu');
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await speechEmbedding().save(
  io.withSaveHandler(async (artifacts) => {
    const { modelTopology, format, generatedBy, convertedBy, weightSpecs = [], weightData } = artifacts;
    const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
    const bytes = new Uint8Array(io.CompositeArrayBuffer.join(weightData));
    const files = halfPrecision({ modelTopology, format, generatedBy, convertedBy, weightsManifest }, bytes);
    for (const [name, content] of Object.entries(files)) await writeFile(`${target}/${name}`, content);
    return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) };
  }),
);
for (const file of ['NOTICE', 'LICENSE-APACHE-2.0']) {
  await writeFile(`${target}/${file}.txt`, await readFile(here(`../../../packages/models/${file}`)));
}
