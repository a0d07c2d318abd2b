import { classify } from '@aver/models';
import { type ModelInput, modelInput, modelInputShape } from '@aver/spectrogram';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { decodeAudio } from './decode-audio.js';
import { heardSeconds } from './heard-seconds.js';
import { middlePart } from './middle-part.js';
import type { ModelCard } from './model-card.js';
import { recognitionOf } from './recognition-of.js';
import type { RecognizeOptions } from './recognize-options.js';
import type { Recognition, Recognizer } from './recognizer.js';
import { requireCard } from './require-card.js';
import { requireFit } from './require-fit.js';
import { requireListenable } from './require-listenable.js';
import { soundNotes } from './sound-notes.js';

/** How many times as long as what a model hears a sound is before it is cut first; recordings of corpora are not. */
const longSounds = 4;

/** What {@link createRecognizer} puts together. */
export interface CreateRecognizerOptions<Label extends string = string> {
  /** Any LayersModel with one input and one output; the recognizer's to dispose from now on. */
  model: LayersModel;
  /** What its outputs mean and what it is given. */
  card: ModelCard<Label>;
  /** What messages call it. @default 'the model' */
  name?: string;
}

/**
 * A recognizer of a model that is in memory, such as one that was just trained.
 *
 * @param options The model and its card.
 * @throws RecognizerError `CARD_INVALID` when a field of the card is not what it must be.
 * @throws RecognizerError `CARD_UNFIT` when the model takes another input, has fewer outputs than there are labels, or, for
 *   a card with `voice`, not one more.
 * @example
 * const card = { labels: ['rising', 'falling'], input: { kind: 'picture', style: 'gray', size: 32 }, inputScale: 1 / 255 };
 * const { label } = await createRecognizer({ model, card }).recognize(samples, 16000);
 */
export function createRecognizer<Label extends string>({
  model,
  card: given,
  name = 'the model',
}: CreateRecognizerOptions<Label>): Recognizer<Label> {
  const card = requireCard<Label>(given, name);
  requireFit(model, card, name);
  const { labels, voice, input, inputScale, standardization } = card;
  const outputs = voice ? [...labels, 'no voice'] : labels;
  const shape = modelInputShape(input);

  async function recognizeInputs(inputs: Array<Pick<ModelInput, 'data'>>): Promise<Recognition<Label>[]> {
    if (inputs.length === 0) return [];
    const x = { data: joined(inputs, shape), shape: [inputs.length, ...shape] };
    const answers = await classify(model, x, { labels: outputs, inputScale, standardization });
    return answers.map(({ probabilities }) => recognitionOf(probabilities, card));
  }

  const inputOf = (samples: Float32Array, sampleRate: number) => {
    const cuts = input.kind === 'logMel' && samples instanceof Float32Array && sampleRate > 0;
    const heard = cuts ? middlePart(samples, sampleRate, longSounds * heardSeconds(input), input.trimDb) : samples;
    return modelInput(heard, sampleRate, input);
  };
  async function recognize(samples: Float32Array, sampleRate: number, options?: RecognizeOptions) {
    options?.signal?.throwIfAborted();
    requireListenable(samples, sampleRate, options);
    const [answer] = await recognizeInputs([inputOf(samples, sampleRate)]);
    options?.signal?.throwIfAborted();
    return { ...answer, notes: soundNotes(samples.length, sampleRate, input) };
  }

  return {
    name,
    card,
    model,
    inputOf,
    recognizeInputs,
    recognize,
    async recognizeBytes(bytes, { name = 'the file', ...options } = {}) {
      const { samples, sampleRate, notes } = await decodeAudio(bytes, { ...options, name });
      const answer = await recognize(samples, sampleRate, { ...options, name });
      return { ...answer, notes: [...notes, ...answer.notes] };
    },
    dispose: () => void model.dispose(),
  };
}

/** The values of all inputs, one after the other. */
function joined(inputs: Array<Pick<ModelInput, 'data'>>, shape: number[]): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  const data = new Float32Array(inputs.length * size);
  for (const [i, { data: values }] of inputs.entries()) {
    if (values.length !== size) {
      throw new RangeError(
        `recognizeInputs: inputs must be of ${size} values; received ${values.length} at index ${i}`,
      );
    }
    data.set(values, i * size);
  }
  return data;
}
