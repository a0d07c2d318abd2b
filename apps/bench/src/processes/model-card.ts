import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackendError, type ModelCard, readModelCard } from '@aver/backend';
import { type CorpusEmotion, corpora } from '@aver/ravdess';
import type { TrialResult } from '../compute/trial-result.js';
import { CommandError } from '../terminal/command-error.js';
import { writeWhole } from '../terminal/write-whole.js';

const fileName = 'aver.json';
const knownEmotions = [...new Set(Object.values(corpora).flatMap(({ emotions }) => [...emotions]))];

/** Writes the card, and how the model came to be, into a model's folder. */
export async function writeModelCard(directory: string, result: TrialResult): Promise<void> {
  await writeWhole(join(directory, fileName), cardText(result));
}

/**
 * The content of a card's file.
 *
 * @param more Fields beside or in place of the usual ones, such as a note.
 */
export function cardText({ trial, key, environment }: TrialResult, more: object = {}): string {
  const card: ModelCard<CorpusEmotion> = {
    emotions: trial.data.emotions,
    input: trial.input,
    inputScale: trial.inputScale,
  };
  const origin = {
    trial: { key, ...trial },
    environment,
    licence: 'Weights learned from recordings fall under their licence: CC BY-NC-SA 4.0 for RAVDESS.',
  };
  return `${JSON.stringify({ ...card, ...origin, ...more }, null, 2)}\n`;
}

/**
 * Reads a model folder's card.
 *
 * @throws CommandError when there is none or it is not one.
 */
export async function readCard(directory: string): Promise<ModelCard<CorpusEmotion>> {
  try {
    return await readModelCard({ name: directory, read: (file) => readFile(join(directory, file)) }, knownEmotions);
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    const message =
      error.code === 'card-missing'
        ? `${directory}: expected a model folder of aver-bench (with ${fileName}); found none there`
        : error.message;
    throw new CommandError(message, 2, { cause: error });
  }
}
