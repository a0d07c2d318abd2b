import { type ModelFolder, readModel } from '@aver/backend';
import { createRecognizer } from './create-recognizer.js';
import { readModelCard } from './read-model-card.js';
import type { Recognizer } from './recognizer.js';

/**
 * Loads a model's folder: its card `aver.json`, its `model.json` and its weights. A backend of TensorFlow.js must be
 * ready (`prepareBackend` of @aver/backend). In Node.js, `loadRecognizer` of the entry `/node` takes a path.
 *
 * @param folder The URL of the folder, which is fetched, or its name, for messages, and a function that reads its files.
 * @returns The recognizer, which is the caller's to dispose.
 * @throws RecognizerError `CARD_MISSING` or `CARD_INVALID` when there is no card or it is none.
 * @throws RecognizerError `CARD_UNFIT` when the card is that of another model.
 * @throws BackendError when the model or its weights cannot be read.
 * @example
 * const recognizer = await loadRecognizer('https://example.org/models/best');
 * const { label, probabilities } = await recognizer.recognize(samples, 48000);
 */
export async function loadRecognizer(folder: ModelFolder | URL | string): Promise<Recognizer> {
  const source = typeof folder === 'string' || folder instanceof URL ? folderAt(String(folder)) : folder;
  const card = await readModelCard(source);
  const model = await readModel(source);
  try {
    return createRecognizer({ model, card, name: source.name });
  } catch (error) {
    model.dispose();
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
