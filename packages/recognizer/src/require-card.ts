import { modelInputProblem, modelInputShape } from '@aver/spectrogram';
import { cardPath } from './card-path.js';
import type { ModelCard } from './model-card.js';
import { RecognizerError } from './recognizer-error.js';

/** What a recognizer answers beside the labels. */
const answersThatAreNone = ['not sure', 'no voice'];

/**
 * The card that a value is.
 *
 * @param value Anything, such as a parsed JSON document.
 * @param folder What messages call the model's folder.
 * @returns The fields of a card, without what the value holds beside them.
 * @throws RecognizerError `CARD_INVALID` with the first field that is not what it must be.
 */
export function requireCard<Label extends string>(value: unknown, folder: string): ModelCard<Label> {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Partial<ModelCard<Label>>;
  const { labels, input, inputScale, standardization, voice, temperature, sure, speaker, sampleRate, note } = fields;
  const fail = (field: string, problem: string): never => {
    throw new RecognizerError('CARD_INVALID', cardPath(folder), `not the description of a model: ${problem}`, {
      field,
    });
  };
  const required = (field: string, expected: string, received: unknown, isGood: boolean) => {
    if (!isGood) fail(field, `${field} must be ${expected}; received ${shown(received)}`);
  };

  required('labels', 'two or more different texts', labels, areLabels(labels));
  const taken = (labels as Label[]).filter((label) => answersThatAreNone.includes(label));
  required('labels', `others than ${answersThatAreNone.join(' and ')}`, taken, taken.length === 0);
  const problem = modelInputProblem(input, 'input');
  if (problem) fail(problem.split(' ')[0], problem);
  const isRate = Number.isSafeInteger(sampleRate) && Number(sampleRate) >= 1 && Number(sampleRate) <= 768_000;
  required('sampleRate', 'a whole number from 1 to 768000', sampleRate, sampleRate === undefined || isRate);
  required('inputScale', 'a number above 0', inputScale, isPositive(inputScale));
  if (standardization !== undefined) {
    const size = modelInputShape(input as ModelCard['input']).reduce((product, length) => product * length, 1);
    const { mean, deviation } = standardization ?? {};
    const isList = (list: unknown, isGood: (one: unknown) => boolean) =>
      Array.isArray(list) && list.length === size && list.every(isGood);
    required('standardization.mean', `${size} numbers, as input has values`, mean, isList(mean, Number.isFinite));
    const expected = `${size} numbers above 0, as input has values`;
    required('standardization.deviation', expected, deviation, isList(deviation, isPositive));
  }
  if (voice !== undefined) {
    required('voice.threshold', 'a number from 0 to 1', voice?.threshold, isShare(voice?.threshold));
  }
  required('temperature', 'a number above 0', temperature, temperature === undefined || isPositive(temperature));
  if (sure !== undefined) {
    for (const field of ['threshold', 'accuracy', 'share'] as const) {
      required(`sure.${field}`, 'a number from 0 to 1', sure?.[field], isShare(sure?.[field]));
    }
  }
  if (speaker !== undefined) {
    const size = standardization?.mean.length ?? 0;
    required('speaker.shrink', 'a number above 0', speaker?.shrink, isPositive(speaker?.shrink));
    const shift = speaker?.usualShift;
    const isShift = Array.isArray(shift) && size > 0 && shift.length === size && shift.every(Number.isFinite);
    required('speaker.usualShift', `${size} numbers, as standardization has`, shift, isShift);
  }
  required('note', 'a text', note, note === undefined || typeof note === 'string');
  return {
    labels,
    input,
    ...(sampleRate !== undefined && { sampleRate }),
    inputScale,
    ...(standardization !== undefined && { standardization }),
    ...(voice !== undefined && { voice: { threshold: voice.threshold } }),
    ...(temperature !== undefined && { temperature }),
    ...(sure !== undefined && { sure: { threshold: sure.threshold, accuracy: sure.accuracy, share: sure.share } }),
    ...(speaker !== undefined && { speaker: { shrink: speaker.shrink, usualShift: speaker.usualShift } }),
    ...(note !== undefined && { note }),
  } as ModelCard<Label>;
}

function areLabels(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every((label) => typeof label === 'string' && label !== '') &&
    new Set(value).size === value.length
  );
}

function isPositive(value: unknown): boolean {
  return Number.isFinite(value) && (value as number) > 0;
}

function isShare(value: unknown): boolean {
  return Number.isFinite(value) && (value as number) >= 0 && (value as number) <= 1;
}

/** A value in a message, in a line that stays readable. */
function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing');
  return text.length <= 100 ? text : `${text.slice(0, 100)}...`;
}
