import { type Emotion, emotions, paperEmotions } from '@aver/ravdess';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RecipeName } from '../experiments/experiment.js';

/** The options that table2 and table3 share. */
export interface TableOptions {
  data?: string;
  recipe: RecipeName;
  profile: 'quick' | 'paper';
  split: 'random' | 'speakers';
  seeds: number;
  epochs?: number;
  emotions: Emotion[];
  jobs?: number;
  backend: 'auto' | 'node' | 'wasm' | 'cpu';
  out: string;
  json?: boolean;
}

/** Adds the options to a command. */
export function withTableOptions(command: Command): Command {
  return command
    .option(
      '--data <path>',
      'folder or zip with RAVDESS recordings, or "synthetic" (default: AVER_RAVDESS, else synthetic)',
    )
    .addOption(
      new Option('--recipe <name>', 'hyperparameters as printed, or as the notebooks ran')
        .choices(['printed', 'notebook'])
        .default('printed'),
    )
    .addOption(
      new Option('--profile <name>', 'quick: few epochs, to see it work; paper: all epochs')
        .choices(['quick', 'paper'])
        .default('quick'),
    )
    .addOption(
      new Option('--split <kind>', 'random, or six folds of unheard speakers')
        .choices(['random', 'speakers'])
        .default('random'),
    )
    .addOption(new Option('--seeds <n>', 'how many seeds: 0, 1, ... n - 1').argParser(positiveInteger).default(3))
    .addOption(new Option('--epochs <n>', "epochs in place of the profile's").argParser(positiveInteger))
    .addOption(
      new Option('--emotions <list>', 'classes, separated by commas')
        .argParser(emotionList)
        .default([...paperEmotions], paperEmotions.join()),
    )
    .addOption(new Option('--jobs <n>', 'worker processes (default: one for each core)').argParser(positiveInteger))
    .addOption(new Option('--backend <name>', 'what computes').choices(['auto', 'node', 'wasm', 'cpu']).default('auto'))
    .option('--out <folder>', 'where results are kept, and found again', 'aver-results')
    .option('--json', 'print one JSON document and nothing else on stdout');
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0)) throw new InvalidArgumentError('Expected a whole number above 0.');
  return value;
}

function emotionList(text: string): Emotion[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(emotions as readonly string[]).includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is none of ${emotions.join(', ')}.`);
  if (new Set(names).size < names.length || names.length < 2)
    throw new InvalidArgumentError('Expected two or more, each once.');
  return names as Emotion[];
}
