import { corpora } from '@aver/ravdess';
import { Command, Option } from 'commander';
import {
  backendOption,
  mostEpochs,
  mostJobs,
  notEmpty,
  outOption,
  seedNumber,
  several,
  wholeNumber,
  withDataOptions,
  withMachineOptions,
  withTableOptions,
} from './cli-options.js';
import { build } from './compute/build.js';
import { moreHelp } from './help.js';
import { loadQueue } from './queue/load-queue.js';
import { type TableName, tables } from './rows/tables.js';
import { printable } from './terminal/printable.js';

/** The command line's commands, options and help; what each does is loaded when it runs. */
export function createProgram(): Command {
  const program = new Command('aver-bench')
    .description('Reproduces the tables of one speech emotion paper, with intervals, and classifies recordings.')
    .version(build)
    .configureOutput({ outputError: (text, write) => write(`aver-bench: ${oneLine(text.replace(/^error: /, ''))}\n`) })
    .exitOverride();

  // Each command's code is loaded only when it runs: TensorFlow.js takes half a second.
  for (const [name, { title, about, recipe }] of Object.entries(tables)) {
    if (name === 'experiment') continue;
    withTableOptions(program.command(name), { recipe })
      .description(`${title}: ${about}`)
      .action(async (options) => (await import('./commands/table.js')).table(name as TableName, options));
  }
  program
    .command('explore')
    .description('What is in recordings, before anything is learned: counts, lengths, loudness, what tells them apart')
    .argument('[data...]', 'folders or zips (default: AVER_RAVDESS, else what fetch left, else synthetic)')
    .addOption(
      new Option('--corpus <name>', 'how the recordings are named; folders: in folders named after their labels')
        .choices([...Object.keys(corpora), 'folders'])
        .default('ravdess'),
    )
    .addOption(new Option('--channels <name>', 'speech or song alone').choices(['speech', 'song']))
    .addOption(new Option('-o, --output <file>', 'also write it as one HTML page, with figures').argParser(notEmpty))
    .addOption(
      new Option('--jobs <n>', 'worker processes (default: one for each core)').argParser(wholeNumber(mostJobs)),
    )
    .option('--json', 'print one JSON document and nothing else on stdout')
    .action(async (data, options) => (await import('./commands/explore.js')).explore(data, options));
  program
    .command('run')
    .description('An experiment of your own, without code: data, input, model, optimizer, split, seeds')
    .argument('[experiment]', 'JSON or YAML')
    .addOption(new Option('--print <row>', "write a built-in row's experiment, to start from").argParser(notEmpty))
    .addOption(
      new Option('--recipe <name>', 'of the row that is written: as printed, or as the notebooks ran')
        .choices(['printed', 'notebook'])
        .default('printed'),
    )
    .addOption(
      new Option('--jobs <n>', 'worker processes (default: one for each core)').argParser(wholeNumber(mostJobs)),
    )
    .addOption(backendOption())
    .option('--strict', 'refuse to leave recordings out that cannot be read, are cut off, too short or silent')
    .option('--queue <url>', 'redis://HOST:PORT whose workers do the trials (default: this machine does)')
    .addOption(outOption())
    .option('--json', 'print one JSON document and nothing else on stdout')
    .action(async (file, options) => (await import('./commands/run.js')).run(file, options));
  program
    .command('tour')
    .description('What this is, in minutes and without data: audit, models at work, what the study found, one voice')
    .addOption(
      new Option('--epochs <n>', 'epochs in place of those that show something').argParser(wholeNumber(mostEpochs)),
    )
    .addOption(
      new Option('--jobs <n>', 'worker processes (default: one for each core)').argParser(wholeNumber(mostJobs)),
    )
    .addOption(backendOption())
    .addOption(outOption())
    .option('--json', 'print one JSON document and nothing else on stdout')
    .action(async (options) => (await import('./commands/tour.js')).tour(options));
  withMachineOptions(
    withDataOptions(program.command('train'), { folders: true })
      .description('Trains a network of ours on all recordings: a model folder for predict and the page, with a card')
      .addOption(new Option('-o, --output <folder>', 'the folder to make').argParser(notEmpty).makeOptionMandatory())
      .addOption(
        new Option('--row <name>', 'which network, a row of enhanced')
          .choices(['Voice network', 'Spectrogram CNN', 'CNN + voice network'])
          .default('Voice network'),
      )
      .addOption(
        new Option('--seed <n>', 'of the start weights and the order of the batches').argParser(seedNumber).default(0),
      )
      .addOption(new Option('--epochs <n>', "epochs in place of the recipe's").argParser(wholeNumber(mostEpochs))),
  )
    .option('--no-evaluation', 'leave out the folds of unheard speakers, which tell how good it is')
    .addOption(outOption())
    .option('--force', 'replace a model that is there')
    .option('--json', 'print one JSON document and nothing else on stdout')
    .action(async (options, command) => {
      const chose = command.getOptionValueSource('emotions') !== 'default';
      return (await import('./commands/train.js')).train({ ...options, ...(!chose && { emotions: undefined }) });
    });
  program
    .command('report')
    .description('One page of all that a folder of results holds, finished or not: tables, figures, commands')
    .argument('<folder>', 'where tables left their results (--out)')
    .option('--markdown', 'write the tables as Markdown too')
    .addOption(
      new Option(
        '--results <folder>',
        'also write each table as a small JSON file there, as docs/results has them',
      ).argParser(notEmpty),
    )
    .option('--strict', 'refuse a folder with files that were edited or damaged, in place of leaving them out by name')
    .option('--json', 'print one JSON document and nothing else on stdout')
    .action(async (folder, options) => (await import('./commands/report.js')).report(folder, options));
  program
    .command('fetch')
    .description('Official RAVDESS archives from Zenodo: resumed, checked, and found by the other commands')
    .addOption(new Option('--channel <name>', 'which archive').choices(['speech', 'song', 'both']).default('speech'))
    .addOption(
      new Option(
        '--to <folder>',
        'where to put it (default: the cache folder, where the other commands look)',
      ).argParser(notEmpty),
    )
    .option('--record <url>', "metadata of a mirror, in the form of Zenodo's API (default: the official record)")
    .option('--json', 'print one JSON document and nothing else on stdout')
    .action(async (options) => (await import('./commands/fetch.js')).fetch(options));
  program
    .command('predict')
    .description('The emotion of recordings: the probability of each, as bars in a terminal')
    .argument('<files...>', 'WAV, MP3, FLAC, Ogg Vorbis or Opus files')
    .addOption(
      new Option(
        '--model <folder>',
        'as train makes them, and the tables under their results (default: the model that @aver/recognizer-weights ships)',
      ).argParser(notEmpty),
    )
    .addOption(new Option('--speaker <file>', 'what calibrate wrote of the person who speaks').argParser(notEmpty))
    .option('--timeline', 'listen to all of a long recording, and say which emotion is heard when')
    .addOption(new Option('--sentences', "answer in the paper's sentences").conflicts(['json', 'csv', 'timeline']))
    .addOption(new Option('--csv', 'print one table, a line a file or part of a timeline').conflicts(['json']))
    .addOption(backendOption())
    .option('--json', 'print one JSON document and nothing else on stdout')
    .action(async (files, options) => (await import('./commands/predict.js')).predict(files, options));
  program
    .command('calibrate')
    .description('How one person sounds, from a few recordings, so that predict --speaker is righter about them')
    .argument('<files...>', 'recordings of one person in their usual voice: two help, four help more')
    .addOption(new Option('-o, --output <file>', 'JSON file to write').argParser(notEmpty).makeOptionMandatory())
    .option('--any-mood', 'they are of all moods, eight or more, not of the usual voice')
    .addOption(
      new Option(
        '--model <folder>',
        'a model that takes it (default: the one that @aver/recognizer-weights ships)',
      ).argParser(notEmpty),
    )
    .addOption(backendOption())
    .option('--json', 'print one JSON document and nothing else on stdout')
    .action(async (files, options) => (await import('./commands/calibrate.js')).calibrate(files, options));
  program
    .command('render')
    .description('The spectrogram picture of a recording, as a model sees it')
    .argument('<file>', 'WAV file')
    .addOption(new Option('-o, --output <file>', 'PNG file to write').argParser(notEmpty).makeOptionMandatory())
    .option('--style <name>', 'gray or spek', 'gray')
    .option('--size <pixels>', 'width and height', '150')
    .option('--json', 'print one JSON document and nothing else on stdout')
    .action(async (file, options) => (await import('./commands/render.js')).render(file, options));
  program
    .command('features')
    .description('The 193 named features of recordings: means over time')
    .argument('<files...>', 'WAV files, or folders with them')
    .option('--groups <list>', 'some of mfcc, chroma, mel, contrast, tonnetz, separated by commas (default: all)')
    .option('--tuning <bins>', 'fix the tuning, in fractions of a chroma bin (default: estimated)')
    .option('--strict', 'refuse files that are cut off, too short or silent, or too low a rate for a group')
    .addOption(
      new Option('--jobs <n>', 'worker processes, for many files (default: one for each core)').argParser(
        wholeNumber(mostJobs),
      ),
    )
    .addOption(new Option('--csv', 'print one table, a line a file').conflicts(['json']))
    .option('--json', 'print one JSON document and nothing else on stdout')
    .action(async (files, options) => (await import('./commands/features.js')).features(files, options));
  program
    .command('audit')
    .description("Whether a published report is arithmetically possible (without a file: the paper's tables)")
    .argument('[report]', "a file: JSON, or scikit-learn's text; - reads stdin")
    .option('--json', 'print one JSON document and nothing else on stdout')
    .action(async (report, options) => (await import('./commands/audit.js')).audit(report, options));
  program
    .command('worker')
    .description('Does trials that tables put into a queue, until Ctrl-C')
    .requiredOption('--queue <url>', 'redis://HOST:PORT, or rediss:// for TLS')
    .addOption(new Option('--jobs <n>', 'trials at once (default: one for each core)').argParser(wholeNumber(mostJobs)))
    .addOption(
      new Option(
        '--data <path>',
        'folder or zip with recordings, again for a second one (default: as of table3); the built-in ones are there',
      ).argParser(several),
    )
    .addOption(backendOption())
    .addOption(
      new Option('--lease <seconds>', 'silence after which its trials are given to another worker')
        .argParser(wholeNumber(86_400))
        .default(90),
    )
    .action(async (options) => (await loadQueue(() => import('./commands/worker.js'))).worker(options));
  program
    .command('status')
    .description('What waits, runs and is done in a queue, and who works; live in a terminal')
    .requiredOption('--queue <url>', 'redis://HOST:PORT, or rediss:// for TLS')
    .option('--json', 'print one JSON document and nothing else on stdout')
    .action(async (options) => (await loadQueue(() => import('./commands/status.js'))).status(options));
  for (const command of program.commands) command.addHelpText('after', () => moreHelp(command.name()));
  return program;
}

function oneLine(text: string): string {
  return printable(text.trim().replaceAll(/\s*\n\s*/g, ' '));
}
