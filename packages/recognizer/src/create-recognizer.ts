import { classify, type Standardization } from '@aver/models';
import { type ModelInput, modelInput, modelInputShape, resample, type SpeechEmbed } from '@aver/spectrogram';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { decodeAudio } from './decode-audio.js';
import { heardSeconds } from './heard-seconds.js';
import { hearsVoice } from './input-parts.js';
import { middlePart } from './middle-part.js';
import type { ModelCard } from './model-card.js';
import { recognitionOf } from './recognition-of.js';
import type { RecognizeOptions } from './recognize-options.js';
import type { Recognition, Recognizer } from './recognizer.js';
import { RecognizerError } from './recognizer-error.js';
import { requireCard } from './require-card.js';
import { requireFit } from './require-fit.js';
import { requireListenable } from './require-listenable.js';
import { soundNotes } from './sound-notes.js';
import { requireCalibration, type SpeakerCalibration, speakerOffset } from './speaker-calibration.js';
import { speechEmbedder } from './speech-embedder.js';

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
  /** `speechEmbedding` of @aver/models, for a card whose input is `voice`, alone or among several; the recognizer's to dispose from now on. */
  embedding?: LayersModel;
}

/**
 * A recognizer of a model that is in memory, such as one that was just trained.
 *
 * @param options The model and its card.
 * @throws RecognizerError `CARD_INVALID` when a field of the card is not what it must be.
 * @throws RecognizerError `CARD_UNFIT` when the model takes another input, has fewer outputs than there are labels, or, for
 *   a card with `voice`, not one more.
 * @throws TypeError when the input is `voice` and there is no embedding.
 * @example
 * const card = { labels: ['rising', 'falling'], input: { kind: 'picture', style: 'gray', size: 32 }, inputScale: 1 / 255 };
 * const { label } = await createRecognizer({ model, card }).recognize(samples, 16000);
 */
export function createRecognizer<Label extends string>({
  model,
  card: given,
  name = 'the model',
  embedding,
}: CreateRecognizerOptions<Label>): Recognizer<Label> {
  const card = requireCard<Label>(given, name);
  requireFit(model, card, name);
  if (hearsVoice(card.input) && !embedding) {
    throw new TypeError('createRecognizer: embedding must be given for an input of kind voice; received nothing');
  }
  const embed = embedding && speechEmbedder(embedding);
  return asked({ model, card, name, embed, dispose: () => void [model.dispose(), embedding?.dispose()] });
}

interface Parts<Label extends string> extends Pick<Recognizer<Label>, 'model' | 'card' | 'name' | 'dispose'> {
  embed?: SpeechEmbed;
}

/** A recognizer of what was checked, of anybody's voice or of one person's. */
function asked<Label extends string>(parts: Parts<Label>, calibration?: SpeakerCalibration): Recognizer<Label> {
  const { model, card, name, embed, dispose } = parts;
  const { labels, voice, input, sampleRate: rate, inputScale, standardization, speaker } = card;
  const outputs = voice ? [...labels, 'no voice'] : labels;
  const shape = modelInputShape(input);
  const offset = speaker && standardization && speakerOffset(speaker, standardization, calibration);

  async function recognizeInputs(inputs: Array<Pick<ModelInput, 'data'>>): Promise<Recognition<Label>[]> {
    if (inputs.length === 0) return [];
    const values = joined(inputs, shape);
    const x = offset
      ? { data: withoutSpeaker(values, offset), shape: [inputs.length, 2 * offset.length] }
      : { data: values, shape: [inputs.length, ...shape] };
    const scale = offset && standardization ? twice(standardization) : standardization;
    const answers = await classify(model, x, { labels: outputs, inputScale, standardization: scale });
    return answers.map(({ probabilities }) => recognitionOf(probabilities, card));
  }

  const inputOf = (samples: Float32Array, sampleRate: number) => {
    const cuts = input.kind === 'logMel' && samples instanceof Float32Array && sampleRate > 0;
    const heard = cuts ? middlePart(samples, sampleRate, longSounds * heardSeconds(input), input.trimDb) : samples;
    if (rate === undefined || rate === sampleRate) return modelInput(heard, sampleRate, input, embed);
    return modelInput(resample(heard, sampleRate, rate), rate, input, embed);
  };
  async function recognize(samples: Float32Array, sampleRate: number, options?: RecognizeOptions) {
    options?.signal?.throwIfAborted();
    requireListenable(samples, sampleRate, options);
    const [answer] = await recognizeInputs([inputOf(samples, sampleRate)]);
    options?.signal?.throwIfAborted();
    return { ...answer, notes: soundNotes(samples.length, sampleRate, card) };
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
    calibrate(recordings, { usual = true } = {}) {
      requireCalibratable();
      if (!(recordings.length > 0)) {
        throw new RangeError('calibrate: recordings must be one or more; received none');
      }
      const inputs = recordings.map(({ samples, sampleRate }) => {
        requireListenable(samples, sampleRate);
        return inputOf(samples, sampleRate).data;
      });
      const mean = Array.from(
        inputs[0],
        (_, i) => inputs.reduce((sum, { [i]: value }) => sum + value, 0) / inputs.length,
      );
      return { recordings: inputs.length, usual, mean };
    },
    forSpeaker(given) {
      requireCalibratable();
      return asked(parts, requireCalibration(given, shape[0]));
    },
    dispose,
  };

  function requireCalibratable() {
    if (!speaker) throw new RecognizerError('NOT_CALIBRATABLE', name, 'the model takes no calibration to a speaker');
  }
}

/** Each row of the values, and behind it the same less the speaker's offset. */
function withoutSpeaker(values: Float32Array, offset: Float32Array): Float32Array {
  const size = offset.length;
  return Float32Array.from({ length: 2 * values.length }, (_, at) => {
    const [row, i] = [Math.floor(at / (2 * size)), at % (2 * size)];
    return i < size ? values[row * size + i] : values[row * size + i - size] - offset[i - size];
  });
}

function twice({ mean, deviation }: Standardization): Standardization {
  return { mean: [...mean, ...mean], deviation: [...deviation, ...deviation] };
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
