import { type CorpusEmotion, corpora, corpusEmotions, paperEmotions } from '@aver/ravdess';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RecipeName } from './rows/table-setting.js';

/** Adds the options to a command. */
export function withTableOptions(command: Command, { recipe = 'printed' }: { recipe?: RecipeName } = {}): Command {
  withDataOptions(command)
    .addOption(
      new Option('--recipe <name>', 'hyperparameters as printed, or as the notebooks ran')
        .choices(['printed', 'notebook'])
        .default(recipe),
    )
    .addOption(
      new Option('--rows <list>', 'rows by name, separated by semicolons (default: all)').argParser((text: string) =>
        text.split(';').map((name) => name.trim()),
      ),
    )
    .addOption(
      new Option('--profile <name>', 'quick: few epochs, to see it work; paper: all epochs')
        .choices(['quick', 'paper'])
        .default('quick'),
    )
    .addOption(
      new Option(
        '--split <kind>',
        'random, folds of unheard speakers or statements, or notebook: as the runs behind Table 3 divided',
      )
        .choices(['random', 'speakers', 'statements', 'notebook'])
        .default('random'),
    )
    .addOption(
      new Option(
        '--test-fraction <share>',
        'share that a random split tests (default: 210 / 672, as in Table 2)',
      ).argParser(shareBelowOne),
    )
    .addOption(
      new Option('--seeds <n>', 'how many seeds: 0, 1, ... n - 1').argParser(wholeNumber(mostSeeds)).default(3),
    )
    .addOption(new Option('--epochs <n>', "epochs in place of the profile's").argParser(wholeNumber(mostEpochs)));
  return withMachineOptions(command)
    .option('--queue <url>', 'redis://HOST:PORT whose workers do the trials (default: this machine does)')
    .addOption(outOption())
    .option('--json', 'print one JSON document and nothing else on stdout');
}

/** Adds the options that say which recordings. */
export function withDataOptions(command: Command, { folders = false }: { folders?: boolean } = {}): Command {
  return command
    .addOption(
      new Option(
        '--data <path>',
        'folder or zip with recordings, again for a second one, or "synthetic" (default: AVER_RAVDESS, else what fetch left, else synthetic)',
      ).argParser(several),
    )
    .addOption(
      new Option('--channels <name>', 'speech or song alone (default: what is there)')
        .choices(['speech', 'song', 'both'])
        .argParser(channelsOf),
    )
    .addOption(
      new Option('--modality <name>', "RAVDESS's sound alone, or the sound of its pictures").choices([
        'audio-only',
        'full-AV',
        'video-only',
      ]),
    )
    .addOption(
      new Option(
        '--corpus <name>',
        `how the recordings are named${folders ? '; folders: in folders named after their labels' : ''}`,
      )
        .choices([...Object.keys(corpora), ...(folders ? ['folders'] : [])])
        .default('ravdess'),
    );
}

/** Adds the options that say which classes, and what computes. */
export function withMachineOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--emotions <list>', 'classes, separated by commas')
        .argParser(emotionList)
        .default([...paperEmotions], paperEmotions.join()),
    )
    .addOption(
      new Option('--auxiliary <list>', 'labels that are learned, too, and neither tested nor answered').argParser(
        labelList,
      ),
    )
    .addOption(
      new Option('--jobs <n>', 'worker processes (default: one for each core)').argParser(wholeNumber(mostJobs)),
    )
    .addOption(backendOption())
    .option('--strict', 'refuse to leave recordings out that cannot be read, are cut off, too short or silent');
}

/** Adds the value of an option that may be given several times. */
export function several(value: string, before: string[] = []): string[] {
  return [...before, value];
}

/** `both` is as if nothing was said. */
function channelsOf(value: string): string | undefined {
  if (!['speech', 'song', 'both'].includes(value)) throw new InvalidArgumentError('Expected speech, song or both.');
  return value === 'both' ? undefined : value;
}

/** Many times what any table is good for: a zero too many is told, and not tried. */
export const mostSeeds = 1000;
export const mostEpochs = 100_000;
export const mostJobs = 256;

/** Reads the value of an option that counts something, up to so many. */
export function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!(text.trim() !== '' && Number.isInteger(value) && value > 0 && value <= most)) {
      throw new InvalidArgumentError(`Expected a whole number above 0, at most ${most}.`);
    }
    return value;
  };
}

/** Reads the value of an option that names a file or folder: nothing would be the folder where one happens to be. */
export function notEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Expected a path; received nothing.');
  return text;
}

/** The option that names the backend. */
export function backendOption(): Option {
  return new Option('--backend <name>', 'what computes')
    .choices(['auto', 'node', 'wasm', 'wasm-relaxed', 'cpu'])
    .default('auto');
}

/** The option that names the folder of results. */
export function outOption(): Option {
  return new Option('--out <folder>', 'where results are kept, and found again')
    .argParser(notEmpty)
    .default('aver-results');
}

/** Reads the value of an option that is a seed. */
export function seedNumber(text: string): number {
  const value = Number(text);
  if (!(text.trim() !== '' && Number.isInteger(value) && value >= 0 && value < 2 ** 32)) {
    throw new InvalidArgumentError('Expected a whole number from 0 to 4294967295.');
  }
  return value;
}

function shareBelowOne(text: string): number {
  const value = Number(text);
  if (!(value >= 0.01 && value <= 0.99))
    throw new InvalidArgumentError('Expected a number between 0 and 1, from 0.01 to 0.99.');
  return value;
}

/** What the corpus knows is told when it is opened. */
function labelList(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('') || new Set(names).size < names.length)
    throw new InvalidArgumentError('Expected one or more, each once.');
  return names;
}

function emotionList(text: string): CorpusEmotion[] {
  const names = text.split(',').map((name) => name.trim());
  const known: readonly string[] = corpusEmotions;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is none of ${known.join(', ')}.`);
  if (new Set(names).size < names.length || names.length < 2)
    throw new InvalidArgumentError('Expected two or more, each once.');
  return names as CorpusEmotion[];
}
