import type { ModelFolder } from '@aver/backend';
import { RecognizerError } from './recognizer-error.js';

const packageName = '@aver/recognizer-weights';

/**
 * The folder of the model that @aver/recognizer-weights holds.
 *
 * @throws RecognizerError `WEIGHTS_MISSING` when that package cannot be loaded.
 */
export async function shippedModel(): Promise<ModelFolder> {
  let content: { card: object; model: object; weights: string };
  try {
    // A literal, so that bundlers take it along; in a try block, so that those take it for optional where it is absent.
    content = (await import('@aver/recognizer-weights')).default;
  } catch (cause) {
    const remedy = `run npm install ${packageName}, or name the folder of a model`;
    throw new RecognizerError('WEIGHTS_MISSING', packageName, `is not there; ${remedy}`, { cause });
  }
  const files: Record<string, () => Uint8Array> = {
    'aver.json': () => new TextEncoder().encode(JSON.stringify(content.card)),
    'model.json': () => new TextEncoder().encode(JSON.stringify(content.model)),
    'weights.bin': () => bytesOf(atob(content.weights)),
  };
  return { name: packageName, read: async (file) => files[file]() };
}

/** A loop: `Uint8Array.from` with a function takes a hundred times as long, of which half a megabyte makes a tenth of a second. */
function bytesOf(characters: string): Uint8Array {
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}
