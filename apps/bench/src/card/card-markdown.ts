import type { ModelInputSpec, OneInputSpec } from '@aver/spectrogram';
import type { TrialResult } from '../compute/trial-result.js';
import type { Measured, SpeakerEvaluation } from '../tables/speaker-evaluation.js';
import { duration } from '../terminal/duration.js';
import { modelNote } from './model-note.js';
import type { TrainingMaterial } from './training-material.js';

/** What a model card for people is made of. */
export interface CardContent {
  /** The network, as the table `enhanced` calls it. */
  row: string;
  /** What the model is given. */
  input: ModelInputSpec;
  material: TrainingMaterial;
  /** The training on all recordings: of several networks what they are together. */
  result: TrialResult;
  /** Each training. */
  trained: TrialResult[];
  dataName: string;
  speakers: number;
  evaluation?: SpeakerEvaluation;
  /** The commands that make the model, and the numbers, again. */
  commands: { train: string; evaluate?: string };
}

/** The README of a model's folder: what it is for, how good it is, what it cannot do, how it was made. */
export function cardMarkdown(content: CardContent): string {
  const { row, input, material, result, trained, dataName, speakers, evaluation, commands } = content;
  const { trial, trainCount, parameters, environment } = result;
  const { emotions, auxiliary } = trial.data;
  const kinds = (input.kind === 'several' ? input.inputs : [input]).map(({ kind }) => kind);
  const lines = [
    ...frontMatter(material, kinds),
    `# Emotion of a spoken sentence: ${row}`,
    '',
    `${trained.length === 1 ? 'A small network' : 'Two small networks asked together'} ` +
      `(${parameters.toLocaleString('en')} weights), which ${trained.length === 1 ? 'hears' : 'hear'} a short recording of one ` +
      `speaker as ${kinds.map((kind) => heardAs[kind]).join(' and as ')} and ${trained.length === 1 ? 'says' : 'say'} which of ${emotions.length} emotions it sounds like: ${emotions.join(', ')}.`,
    '',
    modelNote(material, { recordings: trainCount, speakers }, evaluation),
    '',
    '## Use',
    '',
    '```sh',
    'aver-bench predict FILE.wav --model FOLDER',
    '```',
    '',
    'FOLDER is the folder of this file. The page of the same project takes it too, and in JavaScript `loadRecognizer` of',
    '`@aver/recognizer/node`: `aver.json` holds every parameter of the input.',
    '',
    '**Meant for** trying out, teaching and research: comparing methods, a first guess that a person checks.',
    '**Not meant for** decisions about people (hiring, policing, insurance, health, exams, attention at work), nor for',
    'finding out what somebody feels: it tells what acted speech sounds like.',
    '',
    '## Data',
    '',
    `${trainCount} recordings of ${speakers} speakers from ${dataName} (${material.title}; fingerprint ` +
      `${trial.data.fingerprint}), ${emotions.join(', ')}${auxiliary ? `; and ${auxiliary.join(', ')}, which it learned to tell apart from these and never answers` : ''}. ${material.about}`,
    '',
    '## Licence',
    '',
    material.terms,
    '',
    '## How good it is',
    '',
    ...(evaluation ? measured(evaluation) : ['Not measured: `--no-evaluation` was given.']),
    '',
    '## Limits',
    '',
    ...limits(content),
    '',
    '## How it was trained',
    '',
    'The whole recipe, every number (a log-mel picture is in dB above its floor, times `inputScale`; what is standardised has',
    'its means and deviations in the model):',
    '',
    ...trained.flatMap((one) => ['```json', JSON.stringify(recipeOf(one), null, 2), '```', '']),
    `Training took ${duration(result.seconds.train)} with backend ${environment.backend} on ${environment.processor}, ` +
      `Node.js ${environment.node}, TensorFlow.js ${environment.tfjs}, aver-bench ${trial.build}. The same command on the ` +
      'same backend gives the same weights:',
    '',
    '```sh',
    commands.train,
    ...(commands.evaluate ? ['', '# the numbers above', commands.evaluate] : []),
    '```',
  ];
  return `${lines.join('\n')}\n`;
}

type Kind = OneInputSpec['kind'];

const heardAs: Record<Kind, string> = {
  ...{ features: 'a row of features', picture: 'a picture', logMel: 'a log-mel spectrogram' },
  voice: '859 values of bands, pitch, energy and a speech embedding',
};

/** What Hugging Face reads. */
function frontMatter({ licence, language }: TrainingMaterial, kinds: Kind[]): string[] {
  return [
    '---',
    `license: ${licence}`,
    `language: ${language}`,
    'library_name: tfjs',
    'pipeline_tag: audio-classification',
    `tags: [speech-emotion-recognition, tensorflowjs${kinds.includes('logMel') ? ', log-mel-spectrogram' : ''}]`,
    'metrics: [accuracy, recall]',
    '---',
    '',
  ];
}

function measured({ folds, recordings, ...evaluation }: SpeakerEvaluation): string[] {
  const { accuracy, unweightedRecall, emotions, sexes, speakers, confusion, intervals } = evaluation;
  const rows = (named: Array<{ name: number | string; share: Measured }>) =>
    named.map(({ name, share }) => `| ${name} | ${fixed(share.mean)} | ${interval(share)} | ${share.recordings} |`);
  const head = (what: string, share: string) => [`| ${what} | ${share} | 95 % | recordings |`, '|---|---|---|---|'];
  const accuracies = (list: Array<{ name: number | string; accuracy: Measured }>) =>
    rows(list.map(({ name, accuracy }) => ({ name, share: accuracy })));
  return [
    `On unheard speakers: the ${recordings} recordings were divided into ${folds} folds by speaker, and each was tested by ` +
      'a model of the same recipe that had never heard its speaker. The model of this folder has heard all of them, so ' +
      'that these numbers are what to expect of it on a new voice in a recording of the same kind, no more.',
    '',
    ...head('over all', 'share'),
    ...rows([
      { name: 'accuracy', share: accuracy },
      { name: 'unweighted average recall', share: unweightedRecall },
    ]),
    '',
    ...head('emotion', 'recall'),
    ...rows(emotions.map(({ name, recall }) => ({ name, share: recall }))),
    '',
    ...(sexes.length > 0 ? [...head('sex', 'accuracy'), ...accuracies(sexes), ''] : []),
    ...head('speaker', 'accuracy'),
    ...accuracies(speakers),
    '',
    `Intervals: ${intervals}.`,
    '',
    `| shown \\ answered | ${confusion.labels.join(' | ')} |`,
    `|---|${confusion.labels.map(() => '---|').join('')}`,
    ...confusion.counts.map((row, i) => `| ${confusion.labels[i]} | ${row.join(' | ')} |`),
  ];
}

function limits({ material, speakers, result, trained, evaluation }: CardContent): string[] {
  const { data } = result.trial;
  const pictures = trained.flatMap(({ trial }) => (trial.input.kind === 'logMel' ? [trial.input] : []));
  const weakest = evaluation?.emotions.reduce((least, one) => (one.recall.mean < least.recall.mean ? one : least));
  const voices = evaluation?.speakers.map(({ accuracy }) => accuracy.mean) ?? [];
  return [
    `- ${material.about} Spontaneous emotion, other sentences, languages, accents, ages, rooms and microphones were never heard.`,
    `- Only ${speakers} speakers: a new voice may be far from all of them.` +
      (voices.length > 0
        ? ` In the test the accuracy went from ${fixed(Math.min(...voices))} to ${fixed(Math.max(...voices))} by speaker.`
        : ''),
    `- It always answers with one of ${data.emotions.join(', ')}, whatever it hears, also for noise or silence.`,
    ...pictures.flatMap(({ frames, hopLength, rate }) => [
      '- It hears loudness: a recording made much louder or quieter may get another answer.',
      `- ${trained.length > 1 ? 'As a picture it hears' : 'It hears'} at most ${((frames * hopLength) / rate).toFixed(1)} s: ` +
        'the middle, silence at both ends aside.',
    ]),
    ...(weakest ? [`- Weakest at ${weakest.name}: recall ${fixed(weakest.recall.mean)}.`] : []),
  ];
}

/** All that decides the weights, apart from data and code. */
function recipeOf({ trial }: TrialResult): object {
  const { input, inputScale, standardize, model, optimizer, training, seed, backend } = trial;
  return { input, inputScale, ...(standardize && { standardize }), model, optimizer, training, seed, backend };
}

function interval({ low, high }: Measured): string {
  return `${fixed(low)}–${fixed(high)}`;
}

function fixed(share: number): string {
  return share.toFixed(2);
}
