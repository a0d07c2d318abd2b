import type { ModelFolder } from '@aver/backend';
import { isCorpusEmotion, paperSentences, polarity } from '@aver/ravdess';
import { createRecognizer, loadRecognizer, type ModelCard, type Recognizer } from '@aver/recognizer';
import { featureNames, type ModelInputSpec, voiceFeatureGroups } from '@aver/spectrogram';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Answer, ModelFile, ModelInfo, ModelSource, SeenInput } from './calls.js';
import { modelFiles } from './model-files.js';
import type { NamedSound } from './read-sound.js';
import { answerProblem, outputsOf, requireSound } from './require-sound.js';

/** The recognizer in use and what the page asks of it. */
export interface RecognizerInUse {
  /** Takes a model from a folder; the old one stays where that fails or is cancelled. */
  load(source: ModelSource, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<ModelInfo>;
  /** Takes a model that is in memory. */
  use(model: LayersModel, card: ModelCard, name: string): ModelInfo;
  /** What the model says of a sound. */
  recognize(sound: NamedSound): Promise<Answer>;
  /** The folder of the model. */
  files(): Promise<ModelFile[]>;
  /** @throws Error where another model than that of this `id` is in use. */
  requireModel(id: number): void;
  /** The probability of a label for each of several inputs. */
  probabilities(inputs: SeenInput[], label: string): Promise<number[]>;
}

export function recognizerInUse(): RecognizerInUse {
  let current: Recognizer | undefined;
  let id = 0;

  function take(recognizer: Recognizer): ModelInfo {
    current?.dispose();
    current = recognizer;
    const { name, card, model } = recognizer;
    return { id: ++id, name, card, outputs: outputsOf(recognizer), parameters: model.countParams() };
  }

  function inUse(): Recognizer {
    if (!current) throw new Error('There is no model yet: load one, or train one.');
    return current;
  }

  return {
    use: (model, card, name) => take(createRecognizer({ model, card, name })),
    async load(source, onProgress, signal) {
      const folder = source.kind === 'url' ? folderAt(source.url, onProgress, signal) : folderOf(source);
      const recognizer = await loadRecognizer(folder);
      try {
        await requireSound(recognizer);
        signal.throwIfAborted();
      } catch (error) {
        recognizer.dispose();
        throw error;
      }
      return take(recognizer);
    },

    files: async () => modelFiles(inUse()),

    requireModel(wanted) {
      if (wanted !== id) throw new Error('This answer is that of a model before: ask again.');
    },

    async recognize(sound) {
      const recognizer = inUse();
      const { name, samples, sampleRate, format, fields } = sound;
      const started = performance.now();
      const input = recognizer.inputOf(samples, sampleRate);
      const computed = performance.now();
      const [{ label, probability, probabilities }] = await recognizer.recognizeInputs([input]);
      const finished = performance.now();
      const problem = answerProblem(recognizer, probabilities);
      if (problem) throw new Error(`${name}: ${problem}`);
      return {
        model: id,
        name,
        sound: { samples, sampleRate },
        format,
        truth: fields?.emotion,
        emotion: label,
        strongest: probabilities.reduce((best, one) => (one.probability > best.probability ? one : best)).label,
        probability,
        ...(isCorpusEmotion(label)
          ? { category: polarity(label), sentences: paperSentences(label) }
          : { sentences: [saidOf(label)] }),
        probabilities,
        input: seenInput(recognizer.card, input.data),
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

function seenInput({ input }: ModelCard, data: Float32Array | Uint8Array): SeenInput {
  if (input.kind === 'picture') {
    return { kind: 'picture', style: input.style, size: input.size, data: data as Uint8Array };
  }
  if (input.kind === 'logMel') {
    const { bands, frames, fMin, fMax, hopLength, rate } = input;
    const seconds = (frames * hopLength) / rate;
    return { kind: 'logMel', bands, frames, seconds, fMin, fMax, data: data as Float32Array };
  }
  let at = 0;
  const groups = groupSizes(input).map(([name, size]) => {
    const values = (data as Float32Array).slice(at, at + size);
    at += size;
    return { name, values };
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
