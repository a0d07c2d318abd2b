import { type ModelFolder, readModel } from '@aver/backend';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { createRecognizer } from './create-recognizer.js';
import { hearsVoice } from './input-parts.js';
import { readModelCard } from './read-model-card.js';
import { readyBackend } from './ready-backend.js';
import type { Recognizer } from './recognizer.js';
import { shippedModel } from './shipped-model.js';

/**
 * Loads a model: the one that @aver/recognizer-weights ships, or a folder with the card `aver.json`, `model.json` and its
 * weights. Where no backend of TensorFlow.js is in use yet, the best one is prepared, as `prepareBackend` of @aver/backend
 * chooses it. In Node.js, `loadRecognizer` of the entry `/node` takes a path.
 *
 * @param folder The URL of the folder, which is fetched, or its name, for messages, and a function that reads its files.
 *   Without it, the shipped model.
 * @returns The recognizer, which is the caller's to dispose.
 * @throws RecognizerError `WEIGHTS_MISSING` when no folder is given and @aver/recognizer-weights is not installed.
 * @throws RecognizerError `CARD_MISSING` or `CARD_INVALID` when there is no card or it is none.
 * @throws RecognizerError `CARD_UNFIT` when the card is that of another model.
 * @throws BackendError when the model or its weights cannot be read, or no backend can be had.
 * @example
 * const recognizer = await loadRecognizer();
 * const { label, probabilities } = await recognizer.recognize(samples, 48000);
 */
export async function loadRecognizer(folder?: ModelFolder | URL | string): Promise<Recognizer> {
  const named = typeof folder === 'string' || folder instanceof URL ? folderAt(String(folder)) : folder;
  const source = named ?? (await shippedModel());
  const card = await readModelCard(source);
  await readyBackend();
  const model = await readModel(source);
  let embedding: LayersModel | undefined;
  try {
    // A megabyte, which only the models that hear by it need.
    if (hearsVoice(card.input)) embedding = (await import('@aver/models/speech-embedding')).speechEmbedding();
    return createRecognizer({ model, card, name: source.name, embedding });
  } catch (error) {
    model.dispose();
    embedding?.dispose();
    throw error;
  }
}

function folderAt(url: string): ModelFolder {
  const base = url.replace(/\/?$/, '/');
  return {
    name: url,
    async read(file) {
      const response = await fetch(base + file);
      if (!response.ok) throw new Error(`the server answers ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}
