import { createOptimizer, type OptimizerSpec } from '@aver/optim';
import { corpora } from '@aver/ravdess';
import { modelInputProblem } from '@aver/spectrogram';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { isBaseline } from '../../compute/baseline.js';
import type { ModelSpec, TrainingSpec } from '../../compute/trial.js';
import { CommandError } from '../../terminal/command-error.js';
import { nearest } from '../../terminal/nearest.js';
import { modelTitles } from '../own-row.js';
import type { Recipe } from '../row-spec.js';
import { type ExperimentFile, experimentForm } from './experiment-form.js';
import { namedInputs } from './named-inputs.js';

/** An experiment as its file says, with every parameter. */
export interface Experiment
  extends Pick<ExperimentFile, 'data' | 'testData' | 'labels' | 'auxiliary' | 'channels' | 'modality' | 'seeds'> {
  /** The name of its row. */
  name: string;
  corpus: ExperimentFile['corpus'];
  testCorpus: ExperimentFile['corpus'];
  /** Absent: the four of the paper, or, in folders, all that are there. */
  emotions?: string[];
  split: NonNullable<ExperimentFile['split']>;
  /** @param labels What is learned, in the order of the outputs, for what the file says of each. */
  recipe(labels: readonly string[]): Recipe;
}

/** What only a network has. */
const ofNetworks = [
  ...(['optimizer', 'epochs', 'batchSize', 'l2', 'stopping', 'schedule', 'probabilityFloor'] as const),
  ...(['labelSmoothing', 'averaging', 'augmentation', 'teachers'] as const),
];

/** What each model may be given. */
const inputKinds: Record<ModelSpec['kind'], Recipe['input']['kind'][]> = {
  ...{ mlp: ['features'], cnn1d: ['features'], cnn2d: ['picture'], 'spectrogram-cnn': ['logMel'] },
  ...{ svm: ['features', 'voice'], knn: ['features', 'voice'], 'voice-network': ['voice'] },
};

const adamDefaults = { form: 'keras', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

/**
 * Reads an experiment, JSON or YAML.
 *
 * @param file For the error.
 * @throws CommandError that names file, line and field, where something is wrong, unknown or missing.
 */
export function readExperiment(file: string, text: string): Experiment {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const refuse = (path: PropertyKey[], problem: string) => {
    const line = lineOf(path);
    const place = path.length > 0 ? `${path.join('.')}: ` : '';
    return new CommandError(`${file}:${line}: ${place}${problem}`, 2);
  };
  const [broken] = document.errors;
  if (broken) {
    const words = broken.message.split('\n')[0].replace(/ at line .*$/, '');
    throw new CommandError(`${file}:${broken.linePos?.[0].line ?? 1}: expected JSON or YAML; ${words}`, 2);
  }
  const value: unknown = document.toJS();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse([], 'expected the fields of an experiment, such as input and model');
  }
  const { input } = value as { input?: unknown };
  if (typeof input === 'string' && !Object.hasOwn(namedInputs, input)) {
    throw refuse(['input'], `expected ${Object.keys(namedInputs).join(', ')}, or fields; received ${input}`);
  }
  const checked = experimentForm.safeParse(writtenOut(value as Record<string, unknown>));
  if (!checked.success) {
    const { issues } = checked.error;
    // A field that is misspelt is missing, too: the name is what to tell.
    const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
    if (issue.code === 'unrecognized_keys') {
      const [key] = issue.keys;
      const meant = nearest(key, fieldNames);
      throw refuse([...issue.path, key], `no such field${meant ? `; did you mean ${meant}?` : ''}`);
    }
    throw refuse(issue.path, issue.message.replace(/^Invalid input: /, ''));
  }
  const experiment = checked.data;
  const problem = problemOfExperiment(experiment);
  if (problem) throw refuse(...problem);
  const { name, data, testData, labels, channels, modality, seeds, corpus, testCorpus, emotions, model } = experiment;
  const { auxiliary } = experiment;
  return {
    ...{ data, testData, labels, channels, modality, seeds, corpus, emotions },
    ...(auxiliary && { auxiliary }),
    name: name ?? modelTitles[model.kind],
    testCorpus: testCorpus ?? corpus,
    split: experiment.split ?? { kind: testData ? 'corpus' : 'random' },
    recipe(labels) {
      const { classWeights } = experiment;
      const unknown =
        typeof classWeights === 'object' && Object.keys(classWeights).find((one) => !labels.includes(one));
      if (unknown) throw refuse(['classWeights', unknown], `expected one of ${labels.join(', ')}`);
      return recipeOf(experiment, labels);
    },
  };

  function lineOf(path: PropertyKey[]): number {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}

/** A path alone, and an input by name, as what they stand for. */
function writtenOut(value: Record<string, unknown>): Record<string, unknown> {
  const { data, testData, input } = value;
  return {
    ...value,
    ...(typeof data === 'string' && { data: [data] }),
    ...(typeof testData === 'string' && { testData: [testData] }),
    ...(typeof input === 'string' && { input: namedInputs[input] }),
  };
}

/** What no field alone shows; undefined where nothing is wrong. */
function problemOfExperiment(experiment: ExperimentFile): [path: string[], problem: string] | undefined {
  const { input, model, testData, testCorpus, split, emotions = [], auxiliary = [] } = experiment;
  const wrong = modelInputProblem(input, 'input');
  if (wrong) return [['input'], wrong];
  if (!inputKinds[model.kind].includes(input.kind)) {
    return [['input', 'kind'], `expected ${inputKinds[model.kind].join(' or ')} for a model of kind ${model.kind}`];
  }
  if (new Set(emotions).size < emotions.length) return [['emotions'], 'expected each label once'];
  if (new Set(auxiliary).size < auxiliary.length) return [['auxiliary'], 'expected each label once'];
  if (auxiliary.some((label) => emotions.includes(label))) return [['auxiliary'], 'expected none of emotions'];
  if (split?.kind === 'corpus' && !testData)
    return [['testData'], 'expected recordings to test, for a split by corpus'];
  if (testData && split && split.kind !== 'corpus')
    return [['split', 'kind'], 'expected corpus, where there is testData'];
  if (testCorpus && !testData) return [['testCorpus'], 'expected testData beside it'];
  const unknown = unknownLabel(experiment);
  if (unknown) return [['labels', unknown], 'expected a label that the files have'];
  if (isBaseline(model as ModelSpec)) {
    const extra = ofNetworks.find((field) => experiment[field] !== undefined);
    if (extra) return [[extra], `expected none: a model of kind ${model.kind} has no such thing`];
    if (model.kind === 'knn' && experiment.classWeights)
      return [['classWeights'], 'expected none for a model of kind knn'];
    return undefined;
  }
  if (experiment.epochs === undefined) return [['epochs'], 'expected how often every recording is trained on'];
  if (!experiment.optimizer) return [['optimizer'], 'expected name and learningRate, such as adam and 0.001'];
  try {
    createOptimizer(optimizerOf(experiment.optimizer)).dispose();
  } catch (error) {
    return [['optimizer'], (error as Error).message.replace(/^createOptimizer: /, '')];
  }
  return undefined;
}

/** A label that is renamed and that no file can have; folders may be called anything. */
function unknownLabel({ corpus, testCorpus = corpus, labels = {} }: ExperimentFile): string | undefined {
  const names = [corpus, testCorpus];
  if (names.includes('folders')) return undefined;
  const known: readonly string[] = names.flatMap((name) => corpora[name as keyof typeof corpora].emotions);
  return Object.keys(labels).find((label) => !known.includes(label));
}

/** Adam's other numbers are Keras's where none is said; the other optimizers have no form that goes without saying. */
function optimizerOf(given: NonNullable<ExperimentFile['optimizer']>): OptimizerSpec {
  return { ...(given.name === 'adam' && adamDefaults), ...given } as OptimizerSpec;
}

function recipeOf(experiment: ExperimentFile, labels: readonly string[]): Recipe {
  const { input, inputScale, model, optimizer, epochs = 1, batchSize = 32, l2 = 0, classWeights } = experiment;
  const { stopping, schedule, probabilityFloor, labelSmoothing, averaging, augmentation, teachers } = experiment;
  const classes = Math.max(model.classes ?? 0, labels.length);
  const training: TrainingSpec = {
    ...{ batchSize, epochs, l2 },
    ...(stopping && { stopping }),
    ...(probabilityFloor !== undefined && { probabilityFloor }),
    ...(schedule && { schedule }),
    ...(labelSmoothing !== undefined && { labelSmoothing }),
    ...(averaging !== undefined && { averaging }),
    ...(augmentation && { augmentation }),
    ...(teachers && { teachers }),
    ...(classWeights && { classWeights: weightsOf(classWeights, labels, classes) }),
  };
  // Distances and kernels mean nothing between values of different size, and a tanh has an end.
  const standardize = experiment.standardize ?? (isBaseline(model as ModelSpec) || model.kind === 'voice-network');
  return {
    ...{ input, inputScale },
    ...(standardize && { standardize: true }),
    model: { ...model, classes } as ModelSpec,
    ...(optimizer && { optimizer: optimizerOf(optimizer) }),
    training,
    quickEpochs: epochs,
  };
}

/** By class; those that are not named, and spare outputs, count once. */
function weightsOf(
  given: NonNullable<ExperimentFile['classWeights']>,
  labels: readonly string[],
  classes: number,
): TrainingSpec['classWeights'] {
  if (given === 'balanced') return given;
  return Array.from({ length: classes }, (_, i) => (labels[i] === undefined ? 1 : (given[labels[i]] ?? 1)));
}

/** Every name that a field may have, wherever it stands. */
const fieldNames = [...namesIn(z.toJSONSchema(experimentForm, { unrepresentable: 'any' }))];

function namesIn(schema: unknown): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'properties') for (const name of Object.keys(inner)) found.add(name);
      visit(inner);
    }
  };
  visit(schema);
  return found;
}
