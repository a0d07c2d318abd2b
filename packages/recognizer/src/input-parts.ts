import type { ModelInputSpec, OneInputSpec } from '@aver/spectrogram';

/** The inputs that an input is made of: itself alone, unless it is several. */
export function inputParts(input: ModelInputSpec): OneInputSpec[] {
  return input.kind === 'several' ? input.inputs : [input];
}

/**
 * Whether a model hears by the speech embedding, by it alone or beside others: then `createRecognizer` needs it.
 *
 * @param input The input of a model's card.
 * @example
 * const embedding = hearsVoice(card.input) ? speechEmbedding() : undefined;
 */
export function hearsVoice(input: ModelInputSpec): boolean {
  return inputParts(input).some(({ kind }) => kind === 'voice');
}
