import { type ModelCard, type ModelFolder, readModel, readModelCard } from '@aver/backend';
import { classify } from '@aver/models';
import { type CorpusEmotion, corpora, paperSentences, polarity } from '@aver/ravdess';
import { featureNames, modelInput } from '@aver/spectrogram';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Answer, ModelInfo, ModelSource, SeenInput } from './calls.js';
import type { NamedSound } from './read-sound.js';

/** Every emotion that a model can have learned from one of the corpora. */
const knownEmotions = [...new Set(Object.values(corpora).flatMap(({ emotions }) => [...emotions]))];

/** The model in use and what can be asked of it. */
export interface Recognizer {
  /** Takes a model from a folder; the old one stays where that fails. */
  load(source: ModelSource): Promise<ModelInfo>;
  /** Takes a model that is in memory. */
  use(model: LayersModel, card: ModelCard<CorpusEmotion>, name: string): ModelInfo;
  /** What the model says of a sound. */
  recognize(sound: NamedSound): Promise<Answer>;
  /** The probability of an emotion for each of several inputs. */
  probabilities(inputs: SeenInput[], emotion: CorpusEmotion): Promise<number[]>;
}

export function createRecognizer(): Recognizer {
  let current: { model: LayersModel; card: ModelCard<CorpusEmotion> } | undefined;

  function use(model: LayersModel, card: ModelCard<CorpusEmotion>, name: string): ModelInfo {
    current?.model.dispose();
    current = { model, card };
    return { name, card, parameters: model.countParams() };
  }

  function inUse() {
    if (!current) throw new Error('There is no model yet: load one, or train one.');
    return current;
  }

  return {
    use,

    async load(source) {
      const folder = folderOf(source);
      const card = await readModelCard(folder, knownEmotions);
      const model = await readModel(folder);
      try {
        requireFit(model, card, folder.name);
      } catch (error) {
        model.dispose();
        throw error;
      }
      return use(model, card, folder.name);
    },

    async recognize(sound) {
      const { model, card } = inUse();
      const { name, samples, sampleRate, fields } = sound;
      const started = performance.now();
      const { data, shape } = modelInput(samples, sampleRate, card.input);
      const computed = performance.now();
      const x = { data, shape: [1, ...shape] };
      const [{ label, probabilities }] = await classify(model, x, {
        labels: card.emotions,
        inputScale: card.inputScale,
      });
      const finished = performance.now();
      return {
        name,
        sound: { samples, sampleRate },
        truth: fields?.emotion,
        emotion: label,
        category: polarity(label),
        sentences: paperSentences(label),
        probabilities: card.emotions.map((emotion, i) => ({ emotion, probability: probabilities[i] })),
        input: seenInput(card, data),
        milliseconds: { input: computed - started, model: finished - computed },
      };
    },

    async probabilities(inputs, emotion) {
      const { model, card } = inUse();
      const rows = inputs.map(valuesOf);
      const data = new Float32Array(rows.length * rows[0].length);
      for (const [i, row] of rows.entries()) data.set(row, i * row.length);
      const x = { data, shape: [rows.length, rows[0].length] };
      const answers = await classify(model, x, { labels: card.emotions, inputScale: card.inputScale });
      return answers.map(({ probabilities }) => probabilities[card.emotions.indexOf(emotion)]);
    },
  };
}

function folderOf(source: ModelSource): ModelFolder {
  if (source.kind === 'files') {
    return {
      name: source.name,
      async read(file) {
        const found = source.files.find(({ name }) => name === file);
        if (!found) throw new Error('it is not among the files');
        return found.bytes;
      },
    };
  }
  const base = source.url.replace(/\/?$/, '/');
  return {
    name: source.url,
    async read(file) {
      const response = await fetch(base + file);
      if (!response.ok) throw new Error(`the server answers ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

/** The card and the weights of a folder may come from different models. */
function requireFit(model: LayersModel, { emotions, input }: ModelCard<CorpusEmotion>, name: string): void {
  const taken = (model.inputs[0].shape.slice(1) as number[]).reduce((product, length) => product * length, 1);
  const given = valuesPerInput(input);
  const outputs = model.outputs[0].shape.at(-1) as number;
  if (taken !== given) {
    throw new Error(`${name}: the model takes ${taken} values, and its description promises ${given}.`);
  }
  if (outputs < emotions.length) {
    throw new Error(`${name}: the model has ${outputs} outputs for ${emotions.length} emotions.`);
  }
}

function valuesPerInput(input: ModelCard['input']): number {
  if (input.kind === 'picture') return input.size ** 2;
  if (input.kind === 'logMel') return input.bands * input.frames;
  return input.groups.reduce((sum, group) => sum + featureNames[group].length, 0);
}

function seenInput({ input }: ModelCard<CorpusEmotion>, data: Float32Array | Uint8Array): SeenInput {
  if (input.kind === 'picture') {
    return { kind: 'picture', style: input.style, size: input.size, data: data as Uint8Array };
  }
  if (input.kind === 'logMel') {
    const { bands, frames, fMin, fMax, hopLength, rate } = input;
    const seconds = (frames * hopLength) / rate;
    return { kind: 'logMel', bands, frames, seconds, fMin, fMax, data: data as Float32Array };
  }
  let at = 0;
  const inOrder = (Object.keys(featureNames) as Array<keyof typeof featureNames>).filter((group) =>
    input.groups.includes(group),
  );
  const groups = inOrder.map((name) => {
    const values = (data as Float32Array).slice(at, at + featureNames[name].length);
    at += values.length;
    return { name, values };
  });
  return { kind: 'features', groups };
}

/** All values of an input, in the model's order. */
function valuesOf(input: SeenInput): Float32Array | Uint8Array {
  if (input.kind !== 'features') return input.data;
  return Float32Array.from(input.groups.flatMap(({ values }) => [...values]));
}
