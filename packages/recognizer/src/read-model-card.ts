import type { ModelFolder } from '@aver/backend';
import { cardPath } from './card-path.js';
import type { ModelCard } from './model-card.js';
import { RecognizerError } from './recognizer-error.js';
import { requireCard } from './require-card.js';

/**
 * Reads the card of a model's folder without its weights. What the file holds beside the fields of a card is left out.
 *
 * @param folder Its name, for messages, and a function that reads its files.
 * @throws RecognizerError `CARD_MISSING` when there is no `aver.json`.
 * @throws RecognizerError `CARD_INVALID` when it is not JSON or a field is not what it must be.
 * @example
 * const { labels } = await readModelCard({ name: directory, read: (file) => readFile(join(directory, file)) });
 */
export async function readModelCard(folder: ModelFolder): Promise<ModelCard> {
  let bytes: Uint8Array;
  try {
    bytes = await folder.read('aver.json');
  } catch (cause) {
    const reason = (cause as { code?: string } | undefined)?.code ?? firstLine(cause);
    throw new RecognizerError('CARD_MISSING', cardPath(folder.name), `there is no description of a model (${reason})`, {
      cause,
    });
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new RecognizerError('CARD_INVALID', cardPath(folder.name), `is not JSON: ${firstLine(cause)}`, { cause });
  }
  return requireCard(json, folder.name);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}
