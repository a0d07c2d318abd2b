import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadModel } from '@aver/backend/node';
import { ensemble } from '@aver/models';
import { paperEmotions } from '@aver/ravdess';
import { readModelCard } from '@aver/recognizer';
import { saveRecognizer } from '@aver/recognizer/node';
import type { ModelInputSpec, OneInputSpec } from '@aver/spectrogram';
import { cardMarkdown } from '../card/card-markdown.js';
import { requireFree, writeModelFolder } from '../card/model-folder.js';
import { modelNote, percent } from '../card/model-note.js';
import { trainingMaterial } from '../card/training-material.js';
import type { OneCorpus } from '../compute/corpus-of.js';
import type { Trial } from '../compute/trial.js';
import type { TrialResult } from '../compute/trial-result.js';
import { dataArguments, labelsOf } from '../inputs/data-source.js';
import { sketchRecordings } from '../report/recordings/sketch-recordings.js';
import { countFolds } from '../rows/count-folds.js';
import { ownNetworks } from '../rows/enhanced/enhanced.js';
import { inputsOf, planTrials } from '../rows/plan-trials.js';
import type { RowSpec } from '../rows/row-spec.js';
import type { TableSetting } from '../rows/table-setting.js';
import { type Session, type SessionOptions, withSession } from '../runs/session.js';
import { type TrialRequest, trialRequest } from '../runs/trial-request.js';
import { answersOf } from '../tables/ask-together.js';
import { rowRecord, writeRowRecord } from '../tables/row-record.js';
import { type SpeakerEvaluation, speakerEvaluation } from '../tables/speaker-evaluation.js';
import { tableCommand } from '../tables/table-command.js';
import { CommandError } from '../terminal/command-error.js';
import { duration } from '../terminal/duration.js';
import { beforePerson } from '../terminal/onlooker.js';
import { shellCommand } from '../terminal/shell-command.js';

/** Options of `aver-bench train`. */
export interface TrainOptions extends Omit<SessionOptions, 'emotions'> {
  /** Absent: the paper's four, or, of `--corpus folders`, every folder. */
  emotions?: string[];
  /** The folder to make. */
  output: string;
  /** Which of our own networks: a row of the table `enhanced`. */
  row: string;
  seed: number;
  epochs?: number;
  /** Whether the recipe is measured on unheard speakers, too. */
  evaluation: boolean;
  force?: boolean;
  json?: boolean;
}

/**
 * `aver-bench train`: a network of ours trained on all recordings, as a folder with a card. What the card says of its accuracy
 * comes from the speaker folds of the same recipe: the trials of `enhanced --split speakers --seeds 1`.
 */
export async function train(options: TrainOptions): Promise<void> {
  const folder = resolve(options.output);
  await requireFree(folder, options.force ?? false);
  const known = { ...options, emotions: await labelsFor(options) };
  await beforePerson((onlooker) => withSession(known, onlooker, (session) => work(session, folder, known)));
}

async function labelsFor({ corpus, emotions, auxiliary = [], data }: TrainOptions): Promise<string[]> {
  if (corpus !== 'folders') return emotions ?? [...paperEmotions];
  if (emotions) {
    throw new CommandError('--emotions: expected nothing with --corpus folders, where every folder is a label', 2);
  }
  const paths = [data ?? []].flat();
  if (paths.length === 0) throw new CommandError('--corpus folders: expected --data with a folder of folders', 2);
  return (await labelsOf(paths)).filter((label) => !auxiliary.includes(label));
}

type KnownOptions = TrainOptions & { emotions: string[] };

async function work(session: Session, folder: string, options: KnownOptions): Promise<void> {
  const { source, data, backend, store } = session;
  const { corpus, channels, modality, emotions, auxiliary, epochs, seed, row } = options;
  const spec = ownNetworks.find((one) => one.row === row) as RowSpec;
  const setting: TableSetting = {
    ...{ table: 'enhanced', recipe: 'notebook', profile: 'paper', split: 'speakers', epochs },
    ...{ emotions, corpus, ...(channels && { channels }), ...(modality && { modality }) },
    ...(auxiliary && { auxiliary }),
    backend: backend.name,
  };
  const inputs = await session.prepare(inputsOf(spec, setting));
  const folds = countFolds(data.name, { ...setting, split: options.evaluation ? 'speakers' : 'random' }, inputs.items);
  const planned = planTrials(spec, { setting, seeds: 1, fingerprint: inputs.fingerprint, folds });
  const request = (trial: Trial) => trialRequest(trial, inputs, store);
  const networks = spec.together ? [spec, spec.together] : [spec];
  const whole = networks.map(({ recipes }) => {
    const { kind } = recipes.notebook.model;
    const trial = planned.find(({ model }) => model.kind === kind) as Trial;
    return request({ ...trial, split: { kind: 'none' }, seed });
  });
  const tests = options.evaluation ? planned.map(request) : [];
  if (options.evaluation) {
    await writeRowRecord(store, rowRecord({ setting, row, seeds: 1, source, data, inputs, requests: tests }));
    await sketchRecordings(store, data, inputs.fingerprint);
  }
  await session.run([...tests, ...whole]);

  const trained = await resultsOf(session, whole);
  const [result] = answersOf(spec, trained);
  if (result.history.stopped === 'diverged') {
    throw new CommandError('the training loss stopped being a number; no model was written', 1);
  }
  const evaluation = options.evaluation
    ? speakerEvaluation(answersOf(spec, await resultsOf(session, tests)))
    : undefined;
  const [first, ...others] = inputsOf(spec, setting) as OneInputSpec[];
  const input: ModelInputSpec = others.length === 0 ? first : { kind: 'several', inputs: [first, ...others] };
  const content = {
    row,
    input,
    trained,
    material: trainingMaterial(data.corpus as OneCorpus, source.kind === 'synthetic'),
    result,
    dataName: data.name,
    speakers: new Set(inputs.items.map(({ fields }) => fields.speaker)).size,
    evaluation,
    commands: commandsOf(options, setting, dataArguments(source)),
  };
  const recordings = result.trainCount;
  const note = modelNote(content.material, { recordings, speakers: content.speakers }, evaluation);
  const { terms: licence } = content.material;
  const summary = { evaluation, commands: content.commands };
  const directories = whole.map(({ modelDirectory }) => modelDirectory as string);
  await withOneModel(directories, input, async (directory) => {
    const saved = JSON.parse(await readFile(join(directory, 'aver.json'), 'utf8'));
    const card = { ...saved, note, licence, data: data.name, ...summary };
    await writeModelFolder(folder, directory, {
      'aver.json': `${JSON.stringify(card, null, 2)}\n`,
      'README.md': cardMarkdown(content),
    });
  });
  const document = { model: folder, trial: result.key, recordings, parameters: result.parameters, note, ...summary };
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ...document, results: store.directory })}\n`
      : forPeople(folder, result, content.speakers, evaluation, store.directory),
  );
}

/** The folder of a model, and of several networks that of one which asks them all, as long as it is needed. */
async function withOneModel(
  directories: string[],
  input: ModelInputSpec,
  use: (directory: string) => Promise<void>,
): Promise<void> {
  if (directories.length === 1) return use(directories[0]);
  const place = await mkdtemp(join(tmpdir(), 'aver-train-'));
  // Such a place is for its owner alone; a model is for whom its folder is.
  const directory = join(place, 'model');
  try {
    const members = await Promise.all(
      directories.map(async (path) => {
        const card = await readModelCard({ name: path, read: (file) => readFile(join(path, file)) });
        return { ...card, model: await loadModel(path) };
      }),
    );
    const model = ensemble(members);
    const origins = await Promise.all(
      directories.map(async (path) => JSON.parse(await readFile(join(path, 'aver.json'), 'utf8')).trial),
    );
    const card = { labels: members[0].labels, input, inputScale: 1 };
    await saveRecognizer(directory, { model, card, more: { trials: origins } });
    for (const one of [model, ...members.map((member) => member.model)]) one.dispose();
    await use(directory);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function resultsOf({ store }: Session, requests: TrialRequest[]): Promise<TrialResult[]> {
  return Promise.all(requests.map(async ({ key }) => (await store.read(key)) as TrialResult));
}

/** The commands that make the model, and measure it, again. */
function commandsOf(
  { seed, evaluation, row }: KnownOptions,
  setting: TableSetting,
  data: string[],
): { train: string; evaluate?: string } {
  const { corpus, channels, modality, emotions, auxiliary, epochs, backend } = setting;
  const train = ['aver-bench', 'train', ...data.flatMap((path) => ['--data', path])];
  if (corpus !== 'ravdess') train.push('--corpus', corpus);
  if (channels) train.push('--channels', channels);
  if (modality) train.push('--modality', modality);
  if (corpus !== 'folders' && emotions.join() !== paperEmotions.join()) train.push('--emotions', emotions.join());
  if (auxiliary) train.push('--auxiliary', auxiliary.join());
  if (row !== ownNetworks[0].row) train.push('--row', row);
  if (epochs !== undefined) train.push('--epochs', String(epochs));
  train.push('--backend', backend, '--seed', String(seed), ...(evaluation ? [] : ['--no-evaluation']));
  return {
    train: shellCommand([...train, '-o', 'FOLDER']),
    ...(evaluation && { evaluate: tableCommand(setting, { data, rows: [row], seeds: 1 }) }),
  };
}

function forPeople(
  folder: string,
  { trainCount, parameters, seconds }: TrialResult,
  speakers: number,
  evaluation: SpeakerEvaluation | undefined,
  results: string,
): string {
  const lines = [
    `Model: ${folder} (${parameters.toLocaleString('en')} weights), learned from ${trainCount} recordings of ` +
      `${speakers} speakers in ${duration(seconds.train)}`,
  ];
  if (evaluation) {
    const { accuracy, unweightedRecall, folds, emotions, intervals } = evaluation;
    lines.push(
      `On speakers that it had not heard (${folds} folds): accuracy ${percent(accuracy)}, unweighted average recall ${percent(unweightedRecall)}`,
      ...emotions.map(({ name, recall }) => `  ${name}: recall ${percent(recall)}`),
      `Intervals: ${intervals}.`,
      `Results: ${results}`,
    );
  } else lines.push('How good it is was not measured (--no-evaluation).');
  return `${[...lines, `Card: ${join(folder, 'README.md')}`].join('\n')}\n`;
}
