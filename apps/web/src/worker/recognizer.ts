import { type ModelFolder, readModel } from '@aver/backend';
import { FlooredLeakyRelu } from '@aver/models';
import { isCorpusEmotion, paperSentences, polarity } from '@aver/ravdess';
import {
  createRecognizer,
  hearsVoice,
  type ModelCard,
  type Recognition,
  type Recognizer,
  readModelCard,
  type SpeakerCalibration,
} from '@aver/recognizer';
import { featureNames, type ModelInputSpec, voiceFeatureGroups } from '@aver/spectrogram';
import { serialization } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type {
  Answer,
  CalibrationOutcome,
  FeatureGroup,
  ModelFile,
  ModelInfo,
  ModelSource,
  SaidOf,
  SeenInput,
  Sound,
  SoundTimeline,
} from './calls.js';
import { modelFiles } from './model-files.js';
import type { NamedSound } from './read-sound.js';
import { answerProblem, outputsOf, requireSound } from './require-sound.js';
import { soundTimeline } from './sound-timeline.js';

/** The speech embedding that some models hear by: that of @aver/models, in half precision, which the site brings. */
const embeddingFolder = 'models/speech-embedding';

// A layer of the embedding; a bundler leaves out what only registers itself.
serialization.registerClass(FlooredLeakyRelu);

/** A sound that is longer, in seconds, is asked piece by piece only. */
const longestWhole = 60;

/** The recognizer in use and what the page asks of it. */
export interface RecognizerInUse {
  /** Takes a model from a folder; the old one stays where that fails or is cancelled. */
  load(source: ModelSource, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<ModelInfo>;
  /** Takes a model that is in memory. */
  use(model: LayersModel, card: ModelCard, name: string): ModelInfo;
  /** What the model says of a sound; of a long one piece by piece. */
  recognize(sound: NamedSound, onProgress?: (share: number) => void, signal?: AbortSignal): Promise<Answer>;
  /** What the model that gave an answer says of its sound piece by piece. */
  timeline(
    answer: Pick<Answer, 'model' | 'sound'>,
    onProgress: (share: number) => void,
    signal: AbortSignal,
  ): Promise<SoundTimeline>;
  /** The model as it is asked now, if there is one. */
  current(): Recognizer | undefined;
  /** How a person sounds, from recordings, and what it would change. */
  calibrate(sounds: Sound[]): Promise<CalibrationOutcome>;
  /** Asks the model about a person from now on, or about nobody in particular. */
  useSpeaker(calibration: SpeakerCalibration | undefined): ModelInfo;
  /** What an average voice would give, where the card knows it. */
  meanInput(): SeenInput | undefined;
  /** The folder of the model. */
  files(): Promise<ModelFile[]>;
  /** @throws Error where another model than that of this `id` is in use. */
  requireModel(id: number): void;
  /** The probability of a label for each of several inputs. */
  probabilities(inputs: SeenInput[], label: string): Promise<number[]>;
}

/** @param inSite The address of a file of the site. */
export function recognizerInUse(inSite: (file: string) => string): RecognizerInUse {
  /** Of anybody's voice, and as it is asked: of one person's, perhaps. */
  let anybody: Recognizer | undefined;
  let asked: Recognizer | undefined;
  let id = 0;

  function take(recognizer: Recognizer): ModelInfo {
    anybody?.dispose();
    anybody = recognizer;
    return ask(recognizer);
  }

  function ask(recognizer: Recognizer): ModelInfo {
    asked = recognizer;
    const { name, card, model } = recognizer;
    const isCalibrated = recognizer !== anybody;
    return { id: ++id, name, card, outputs: outputsOf(recognizer), parameters: model.countParams(), isCalibrated };
  }

  function inUse(recognizer = asked): Recognizer {
    if (!recognizer) throw new Error('There is no model yet: load one, or train one.');
    return recognizer;
  }

  function requireModel(wanted: number): void {
    if (wanted !== id) throw new Error('This answer is that of a model before: ask again.');
  }

  return {
    use: (model, card, name) => take(createRecognizer({ model, card, name })),
    async load(source, onProgress, signal) {
      const folder = source.kind === 'url' ? folderAt(source.url, onProgress, signal) : folderOf(source);
      const recognizer = await loadRecognizer(
        folder,
        folderAt(inSite(embeddingFolder), () => undefined, signal),
      );
      try {
        await requireSound(recognizer);
        signal.throwIfAborted();
      } catch (error) {
        recognizer.dispose();
        throw error;
      }
      return take(recognizer);
    },

    current: () => asked,

    async calibrate(sounds) {
      const recognizer = inUse(anybody);
      const calibration = recognizer.calibrate(sounds);
      const inputs = sounds.map(({ samples, sampleRate }) => recognizer.inputOf(samples, sampleRate));
      const before = await recognizer.recognizeInputs(inputs);
      const after = await recognizer.forSpeaker(calibration).recognizeInputs(inputs);
      const said = ({ label, probability }: Recognition): SaidOf => ({ label, probability });
      return { calibration, changes: before.map((one, i) => ({ before: said(one), after: said(after[i]) })) };
    },

    useSpeaker(calibration) {
      const recognizer = inUse(anybody);
      return ask(calibration ? recognizer.forSpeaker(calibration) : recognizer);
    },

    meanInput() {
      const { card } = inUse();
      const { standardization, inputScale } = card;
      return (
        standardization &&
        seenInput(
          card,
          Float32Array.from(standardization.mean, (mean) => mean / inputScale),
        )
      );
    },

    async timeline({ model, sound }, onProgress, signal) {
      requireModel(model);
      return (await soundTimeline(inUse(), sound, onProgress, signal)).timeline;
    },

    files: async () => modelFiles(inUse()),

    requireModel,

    async recognize(sound, onProgress = () => undefined, signal = new AbortController().signal) {
      const recognizer = inUse();
      const { name, samples, sampleRate, format, fields } = sound;
      const started = performance.now();
      const isLong = samples.length > longestWhole * sampleRate;
      const whole = isLong ? undefined : recognizer.inputOf(samples, sampleRate);
      const computed = performance.now();
      const pieces = isLong ? await soundTimeline(recognizer, sound, onProgress, signal) : undefined;
      const [answer] = pieces ? [pieces.summary] : await recognizer.recognizeInputs(whole ? [whole] : []);
      const { label, probability, probabilities } = answer;
      const finished = performance.now();
      const problem = answerProblem(recognizer, probabilities);
      if (problem) throw new Error(`${name}: ${problem}`);
      return {
        model: id,
        name,
        sound: { samples, sampleRate },
        format,
        truth: fields?.emotion,
        speaker: fields?.actor,
        isSong: fields && fields.vocalChannel === 'song',
        emotion: label,
        strongest: probabilities.reduce((best, one) => (one.probability > best.probability ? one : best)).label,
        probability,
        ...(isCorpusEmotion(label)
          ? { category: polarity(label), sentences: paperSentences(label) }
          : { sentences: [saidOf(label)] }),
        probabilities,
        input: whole && seenInput(recognizer.card, whole.data),
        timeline: pieces?.timeline,
        milliseconds: { input: computed - started, model: finished - computed },
      };
    },

    async probabilities(inputs, label) {
      const { card, recognizeInputs } = inUse();
      const answers = await recognizeInputs(inputs.map((input) => ({ data: valuesOf(input) })));
      return answers.map(({ probabilities }) => probabilities[card.labels.indexOf(label)].probability);
    },
  };
}

/** What is told of an answer that is no emotion of the corpora. */
function saidOf(label: string): string {
  if (label === 'no voice') return 'There is no voice in it';
  return label === 'not sure' ? 'The model is not sure' : `The model answers ${label}`;
}

/** As `loadRecognizer` does, with what the site brings for it. */
async function loadRecognizer(folder: ModelFolder, embeddingFolder: ModelFolder): Promise<Recognizer> {
  const card = await readModelCard(folder);
  const [model, embedding] = await Promise.allSettled([
    readModel(folder),
    hearsVoice(card.input) ? readModel(embeddingFolder) : undefined,
  ]);
  try {
    if (model.status === 'rejected') throw model.reason;
    if (embedding.status === 'rejected') throw embedding.reason;
    return createRecognizer({ model: model.value, card, name: folder.name, embedding: embedding.value });
  } catch (error) {
    for (const one of [model, embedding]) if (one.status === 'fulfilled') one.value?.dispose();
    throw error;
  }
}

/** A folder behind a URL, fetched so that it can be cancelled. */
function folderAt(url: string, onProgress: (bytes: number) => void, signal: AbortSignal): ModelFolder {
  const base = url.replace(/\/?$/, '/');
  let bytes = 0;
  return {
    name: url,
    async read(file) {
      const response = await fetch(base + file, { signal });
      if (!response.ok) throw new Error(`the server answers ${response.status}`);
      const counted = response.body?.pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform(chunk, controller) {
            bytes += chunk.length;
            onProgress(bytes);
            controller.enqueue(chunk);
          },
        }),
      );
      return new Uint8Array(await new Response(counted).arrayBuffer());
    },
  };
}

function folderOf({ name, files }: ModelSource & { kind: 'files' }): ModelFolder {
  return {
    name,
    async read(file) {
      const found = files.find((one) => one.name === file);
      if (!found) throw new Error('it is not among the files');
      return found.bytes;
    },
  };
}

function seenInput(
  { input, inputScale, standardization }: ModelCard,
  data: Float32Array | Uint8Array,
): SeenInput | undefined {
  // There is no one picture of several.
  if (input.kind === 'several') return undefined;
  if (input.kind === 'picture') {
    return { kind: 'picture', style: input.style, size: input.size, data: data as Uint8Array };
  }
  if (input.kind === 'logMel') {
    const { bands, frames, fMin, fMax, hopLength, rate } = input;
    const seconds = (frames * hopLength) / rate;
    return { kind: 'logMel', bands, frames, seconds, fMin, fMax, data: data as Float32Array };
  }
  let at = 0;
  const groups = groupSizes(input).map(([name, size]): FeatureGroup => {
    const [from, until] = [at, at + size];
    at = until;
    const values = (data as Float32Array).slice(from, until);
    if (!standardization) return { name, values };
    const mean = standardization.mean.slice(from, until);
    const deviations = values.map((value, i) => (value * inputScale - mean[i]) / standardization.deviation[from + i]);
    return { name, values, deviations };
  });
  return { kind: 'features', groups };
}

/** The groups of a row of features, and how many values each has. */
function groupSizes(input: Extract<ModelInputSpec, { kind: 'features' | 'voice' }>): [name: string, size: number][] {
  if (input.kind === 'voice') return Object.entries(voiceFeatureGroups);
  return Object.entries(featureNames)
    .filter(([name]) => (input.groups as string[]).includes(name))
    .map(([name, names]) => [name, names.length]);
}

/** All values of an input, in the model's order. */
function valuesOf(input: SeenInput): Float32Array | Uint8Array {
  if (input.kind !== 'features') return input.data;
  return Float32Array.from(input.groups.flatMap(({ values }) => [...values]));
}
