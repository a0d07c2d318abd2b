import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { saveModel } from '@aver/backend/node';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { cardPath } from '../card-path.js';
import type { ModelCard } from '../model-card.js';
import { RecognizerError } from '../recognizer-error.js';
import { requireCard } from '../require-card.js';
import { requireFit } from '../require-fit.js';

/** What {@link saveRecognizer} writes. */
export interface SaveRecognizerOptions {
  /** Any LayersModel with one input and one output; its optimizer is not saved. */
  model: LayersModel;
  /** What its outputs mean and what it is given. */
  card: ModelCard;
  /** Fields to write beside those of the card, such as how the model was trained. @default {} */
  more?: object;
}

/**
 * Writes a model's folder: `model.json` and the weights, and the card as `aver.json`, which `loadRecognizer` reads.
 * A model that learned from standardised values keeps their mean and deviation in the card: `standardization` of
 * @aver/models makes them.
 *
 * @param folder Path of the folder, made if missing. Other files in it stay.
 * @param options The model and its card.
 * @throws RecognizerError `CARD_INVALID` or `CARD_UNFIT` when the card is none or that of another model; nothing is
 *   written then.
 * @throws RecognizerError `CARD_UNWRITABLE` when the card cannot be written.
 * @throws BackendError when the model cannot be written.
 * @example
 * const input = { kind: 'picture', style: 'gray', size: 32 };
 * await saveRecognizer('models/mine', { model, card: { labels: ['rising', 'falling'], input, inputScale: 1 / 255 } });
 */
export async function saveRecognizer(folder: string, { model, card, more = {} }: SaveRecognizerOptions): Promise<void> {
  requireFit(model, requireCard(card, folder), folder);
  await saveModel(model, folder);
  const path = join(folder, 'aver.json');
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, `${JSON.stringify({ ...card, ...more }, null, 2)}\n`);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new RecognizerError('CARD_UNWRITABLE', cardPath(folder), `cannot be written: ${(cause as Error).message}`, {
      cause,
    });
  }
}
