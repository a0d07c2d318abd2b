import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emotions } from '@aver/ravdess';
import { z } from 'zod';
import { CommandError } from '../command-error.js';
import type { TrialResult } from '../trials/trial-result.js';
import { writeWhole } from '../write-whole.js';

const fileName = 'aver.json';

const modelCard = z.object({
  /** What each output of the model means; further outputs mean nothing. */
  emotions: z.array(z.enum(emotions as unknown as [(typeof emotions)[number]])).min(2),
  input: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('features'),
      groups: z.array(z.enum(['mfcc', 'chroma', 'mel', 'contrast', 'tonnetz'])),
    }),
    z.object({ kind: z.literal('picture'), style: z.enum(['gray', 'spek']), size: z.int().positive() }),
  ]),
  /** What every input value is multiplied with. */
  inputScale: z.number().positive(),
});

/** What `predict` must know of a model beside its weights. */
export type ModelCard = z.infer<typeof modelCard>;

/** Writes the card, and how the model came to be, into a model's folder. */
export async function writeModelCard(directory: string, { trial, key, environment }: TrialResult): Promise<void> {
  const card = {
    emotions: trial.data.emotions,
    input: trial.input,
    inputScale: trial.inputScale,
    trial: { key, ...trial },
    environment,
    licence: 'Weights learned from RAVDESS recordings fall under CC BY-NC-SA 4.0, as RAVDESS does.',
  };
  await writeWhole(join(directory, fileName), `${JSON.stringify(card, null, 2)}\n`);
}

/**
 * Reads a model folder's card.
 *
 * @throws CommandError when there is none or it is not one.
 */
export async function readModelCard(directory: string): Promise<ModelCard> {
  const path = join(directory, fileName);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandError(
      `${directory}: expected a model folder of aver-bench (with ${fileName}); found none there`,
      2,
      {
        cause: error,
      },
    );
  }
  try {
    return modelCard.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error).replace(/\s+/g, ' ') : (error as Error).message;
    throw new CommandError(`${path}: not the description of a model: ${reason}`, 2, { cause: error });
  }
}
