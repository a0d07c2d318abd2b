import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { paperEmotions } from '@aver/ravdess';
import { type CorpusId, nameOf } from '../compute/corpus-of.js';
import { learnedLabels } from '../compute/learned-labels.js';
import { labelsOf } from '../inputs/data-source.js';
import { experimentOfRow } from '../rows/experiment/experiment-of-row.js';
import { type Experiment, readExperiment } from '../rows/experiment/read-experiment.js';
import { ownRow } from '../rows/own-row.js';
import type { RecipeName } from '../rows/table-setting.js';
import { CommandError } from '../terminal/command-error.js';
import { shellCommand } from '../terminal/shell-command.js';
import { printTable, type TableOptions } from './table.js';

/** Options of `aver-bench run`. */
export type RunOptions = Pick<TableOptions, 'backend' | 'jobs' | 'out' | 'strict' | 'queue' | 'json'> & {
  /** The row whose experiment is to be written. */
  print?: string;
  recipe: RecipeName;
};

/** `aver-bench run`: an experiment of one's own, made as a row of a table is; or that of a built-in row, to start from. */
export async function run(file: string | undefined, options: RunOptions): Promise<void> {
  if (options.print !== undefined) {
    if (file !== undefined) throw new CommandError(`run: expected a file or --print; received both`, 2);
    process.stdout.write(`${JSON.stringify(experimentOfRow(options.print, options.recipe), null, 2)}\n`);
    return;
  }
  if (file === undefined) throw new CommandError('run: expected the file of an experiment, or --print ROW', 2);
  const experiment = readExperiment(file, await read(file));
  const { name, split, corpus, testCorpus, recipe, labels, auxiliary, channels, modality, seeds } = experiment;
  // Paths are the file's, so that it means the same wherever it is called from.
  const located = (paths: string[]) =>
    paths.map((path) => (path === 'synthetic' ? path : relative('.', resolve(dirname(file), path)) || '.'));
  const data = experiment.data && located(experiment.data);
  const testData = experiment.testData && located(experiment.testData);
  if (options.queue !== undefined && testData) {
    throw new CommandError('run: --queue: expected an experiment on one corpus; received one with testData', 2);
  }
  const emotions = await labelsFor(experiment, data, testData);
  const table: TableOptions = {
    ...{ recipe: 'printed', profile: 'paper', emotions, seeds, labels, auxiliary, channels, modality },
    ...{ backend: options.backend, jobs: options.jobs, out: options.out, strict: options.strict },
    ...{ queue: options.queue, json: options.json },
    ...(data && { data }),
    ...(testData && { testData }),
    corpus: (testData ? `${corpus} to ${testCorpus}` : corpus) as CorpusId,
    split: split.kind,
    ...('testFraction' in split && { testFraction: split.testFraction }),
    ...('folds' in split && { folds: split.folds }),
  };
  const backend = options.backend === 'auto' ? [] : ['--backend', options.backend];
  const command = shellCommand(['aver-bench', 'run', relative('.', resolve(file)), ...backend]);
  await printTable('experiment', [ownRow(name, recipe(learnedLabels({ emotions, auxiliary })))], table, command);
}

/** The labels that are asked for; else the paper's, or, in folders, all that are there to learn from. */
async function labelsFor(
  { emotions, auxiliary = [], corpus, testCorpus, labels }: Experiment,
  data: string[] | undefined,
  testData: string[] | undefined,
): Promise<string[]> {
  if (emotions) return emotions;
  const inFiles = async () => {
    if (corpus === 'folders' && data) return labelsOf(data);
    if (testCorpus === 'folders' && testData) return labelsOf(testData);
    return paperEmotions;
  };
  const named = new Set((await inFiles()).map((label) => nameOf(label, labels)));
  return [...named].filter((label) => !auxiliary.includes(label));
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandError(`${file}: expected an experiment, JSON or YAML; ${(error as Error).message}`, 2, {
      cause: error,
    });
  }
}
