import { modelInputShape } from '@aver/spectrogram';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { cardPath } from './card-path.js';
import type { ModelCard } from './model-card.js';
import { RecognizerError } from './recognizer-error.js';

/**
 * A card and weights may come from different models.
 *
 * @param folder What messages call the model's folder.
 * @throws RecognizerError `CARD_UNFIT` with the field that the weights contradict.
 */
export function requireFit(model: LayersModel, { labels, voice, input, speaker }: ModelCard, folder: string): void {
  const fail = (field: string, message: string) => {
    throw new RecognizerError('CARD_UNFIT', cardPath(folder), `${field} ${message}`, { field });
  };
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    const received = `${model.inputs.length} inputs and ${model.outputs.length} outputs`;
    fail('input', `must be for a model of one input and one output; its model.json has ${received}`);
  }
  const taken = model.inputs[0].shape.slice(1);
  const own = modelInputShape(input);
  const given = speaker ? [2 * own.reduce((product, length) => product * length, 1)] : own;
  if (!isSame(taken, given)) {
    const shape = `[${taken.map((length) => length ?? 'any').join(', ')}]`;
    const field = fieldOf(input, taken);
    const value = JSON.stringify((input as unknown as Record<string, unknown>)[field]);
    fail(
      `input.${field}`,
      `must give ${shape}, which the model takes; received ${value}, which gives [${given.join(', ')}]`,
    );
  }
  const outputs = model.outputs[0].shape.at(-1) as number;
  if (!(labels.length <= outputs)) {
    fail('labels', `must be at most ${outputs}, as the model has outputs; received ${labels.length}`);
  }
  if (voice && labels.length + 1 !== outputs) {
    const received = `${outputs} outputs for ${labels.length} labels`;
    fail('voice', `must be for a model with one output more than labels; its model.json has ${received}`);
  }
}

/** Whether a model takes inputs of a shape, be it with or without axes of length 1, or as one row of as many values. */
function isSame(taken: (number | null)[], given: number[]): boolean {
  const long = (shape: (number | null)[]) => shape.filter((length) => length !== 1);
  const [wanted, own] = [long(taken), long(given)];
  const size = own.reduce<number>((product, length) => product * (length as number), 1);
  if (wanted.length === 1 && wanted[0] === size) return true;
  return wanted.length === own.length && wanted.every((length, i) => length === null || length === own[i]);
}

/** The field that decides the axis which differs. */
function fieldOf(input: ModelCard['input'], taken: (number | null)[]): string {
  if (input.kind === 'features') return 'groups';
  if (input.kind === 'picture') return 'size';
  if (input.kind === 'voice') return 'kind';
  if (input.kind === 'several') return 'inputs';
  return taken[0] !== null && taken[0] !== input.bands ? 'bands' : 'frames';
}
