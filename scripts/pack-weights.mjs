// node scripts/pack-weights.mjs MODEL_FOLDER
// Makes packages/recognizer-weights/index.js of a model's folder (aver.json, model.json and its weights). The package's
// README says by hand what the card holds for people.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The module that holds a model's folder: the same folder gives the same bytes. */
export function packedWeights(folder) {
  const json = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const card = json('aver.json');
  const { weightsManifest, ...rest } = json('model.json');
  const files = weightsManifest.flatMap(({ paths }) => paths);
  // One file, which is how TensorFlow.js reads several: their bytes in a row.
  const bytes = Buffer.concat(files.map((file) => readFileSync(join(folder, file))));
  const specs = weightsManifest.flatMap(({ weights }) => weights);
  const model = { ...rest, weightsManifest: [{ paths: ['weights.bin'], weights: specs }] };
  const content = JSON.stringify({ card, model, weights: bytes.toString('base64') });
  return `// CC BY-NC-SA 4.0, see NOTICE. Made by scripts/pack-weights.mjs.\nexport default ${content};\n`;
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    console.error('pack-weights: expected a model folder; received nothing');
    process.exit(2);
  }
  const text = packedWeights(folder);
  writeFileSync(fileURLToPath(new URL('../packages/recognizer-weights/index.js', import.meta.url)), text);
  console.log(`${text.length} bytes`);
}
