import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { isBaseline } from '../src/compute/baseline.js';
import { moreHelp, overview, rowHelp } from '../src/help.js';
import { createProgram } from '../src/program.js';
import { experimentOfRow } from '../src/rows/experiment/experiment-of-row.js';
import { readExperiment } from '../src/rows/experiment/read-experiment.js';
import { chooseRows, tableRows } from '../src/rows/table-rows.js';
import { type TableName, tables } from '../src/rows/tables.js';
import { averBenchProcess } from './aver-bench.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const filesIn = (folder: string, pattern: RegExp) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name) && !/(^|\/)(node_modules|dist|api)\//.test(name))
    .map((name) => `${folder}/${name}`);
const pages = [
  ...['README.md', 'CONTRIBUTING.md'],
  ...['docs', 'apps', 'packages', 'examples', 'consumers', 'benchmarks'].flatMap((one) => filesIn(one, /\.md$/)),
];

/** What is called a command: here or installed. */
const called = /(?:npm run --silent aver-bench --|(?:npx )?aver-bench) +/;

/** Every command of a Markdown text: whole ones of code blocks, and what a sentence mentions in backticks. */
function commandsOf(markdown: string): Array<{ command: string; isWhole: boolean }> {
  const found: Array<{ command: string; isWhole: boolean }> = [];
  const rest = markdown.replaceAll(/^ *```.*\n([\s\S]*?)^ *```/gm, (_, block: string) => {
    for (const line of block.replaceAll(/ *\\\n\s*|\n\s+(?=--)/g, ' ').split('\n')) {
      // Also within a YAML file's `run:` or behind `&&`; not a sentence of a comment.
      const [, command] = new RegExp(`^(?!\\s*(?:#|//)).*?(?:^|[\\s"'(])${called.source}(.*)$`).exec(line) ?? [];
      if (command !== undefined) found.push({ command, isWhole: true });
    }
    return '';
  });
  for (const [, command] of rest.matchAll(new RegExp(`\`${called.source}([^\`]*)\``, 'g'))) {
    found.push({ command: command.replaceAll('\n', ' '), isWhole: false });
  }
  return found;
}

/** The words of a command as a shell takes them, up to a comment, a pipe or the next command. */
function wordsOf(command: string): string[] {
  const words: string[] = [];
  for (const [word] of command.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)) {
    if (/^(#|\||>|&&|;)/.test(word)) break;
    words.push(word.replaceAll(/['"]/g, ''));
  }
  return words;
}

/** What is wrong with a command; undefined where it would run. Nothing is computed. */
async function problemOf(words: string[], isWhole: boolean): Promise<string | undefined> {
  const program = createProgram();
  for (const command of program.commands) {
    command.configureOutput({ writeOut() {}, outputError() {} }).action((...parts: unknown[]) => {
      const options = parts[parts.length - 2] as { rows?: string[]; print?: string; recipe: 'printed' };
      if (command.name() in tables) chooseRows(command.name() as TableName, options.rows);
      if (options.print !== undefined) experimentOfRow(options.print, options.recipe);
    });
  }
  program.configureOutput({ writeOut() {}, outputError() {} });
  try {
    await program.parseAsync(words, { from: 'user' });
    return undefined;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined;
    // A sentence may name a command, or an option, without all that a run takes.
    const isPart =
      error instanceof CommanderError &&
      ['commander.missingArgument', 'commander.missingMandatoryOptionValue'].includes(error.code);
    return isPart && !isWhole ? undefined : `${words.join(' ')}: ${(error as Error).message}`;
  }
}

async function problems(commands: Array<{ command: string; isWhole: boolean }>): Promise<string[]> {
  const found = await Promise.all(
    commands
      .map(({ command, isWhole }) => ({ words: wordsOf(command), isWhole }))
      // Placeholders of a sentence about every command.
      .filter(({ words: [first] }) => first !== undefined && !/^(\.\.\.|COMMAND)$/.test(first))
      .map(({ words, isWhole }) => problemOf(words, isWhole)),
  );
  return found.flatMap((problem) => problem ?? []);
}

describe('every command that is printed would run', () => {
  const all = pages.map((page) => ({ page, commands: commandsOf(readFileSync(`${root}${page}`, 'utf8')) }));
  test.each(all.filter(({ commands }) => commands.length > 0))('in $page', async ({ commands }) => {
    expect(await problems(commands)).toEqual([]);
  });

  test('the pages have commands at all', () => {
    const count = (name: string) => all.find(({ page }) => page === name)?.commands.length ?? 0;
    expect(count('README.md')).toBeGreaterThan(9);
    expect(count('apps/bench/README.md')).toBeGreaterThan(9);
    expect(count('docs/REPRODUCTION.md')).toBeGreaterThan(40);
  });

  test('what the program itself prints', async () => {
    const printed = filesIn('apps/bench/src', /\.ts$/).flatMap((file) => [
      ...readFileSync(`${root}${file}`, 'utf8').matchAll(/pasteable\((['"])aver-bench (.*?)\1\)/g),
    ]);
    expect(printed.length).toBeGreaterThan(3);
    expect(await problems(printed.map(([, , command]) => ({ command, isWhole: true })))).toEqual([]);
  });

  test('the overview and the examples of every help', async () => {
    const names = createProgram().commands.map((command) => command.name());
    const lines = [overview(), ...names.map(moreHelp)].join('\n').split('\n');
    const commands = lines.flatMap((line) => /^ {2}aver-bench (.*?)(?: {2,}.*)?$/.exec(line)?.[1] ?? []);
    expect(commands.length).toBeGreaterThan(names.length);
    expect(await problems(commands.map((command) => ({ command, isWhole: true })))).toEqual([]);
    for (const name of names) expect(moreHelp(name)).toContain(`aver-bench ${name}`);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test.each([
    ['tabel3', true, /unknown command 'tabel3'/],
    ['table3 --seed 3', true, /unknown option '--seed'/],
    ['table3 --rows MPL', true, /expected some of MLP; CNN-1D; CNN-2D; received MPL/],
    ['table3 --profile all', true, /'all' is invalid/],
    ['predict', true, /missing required argument 'files'/],
    ['render FILE.wav', true, /required option/],
    ['report a b', true, /too many arguments/],
    ['predict --timelines', false, /unknown option '--timelines'/],
  ])('%s is found', async (command, isWhole, message) => {
    expect((await problems([{ command, isWhole }]))[0]).toMatch(message);
  });

  test('commands are taken out of texts as a shell takes them', () => {
    const text =
      "```sh\nnpm run --silent aver-bench -- table3 --rows 'a;b c' \\\n  --seeds 2   # fast\n```\nSay `aver-bench audit`.";
    expect(commandsOf(text).map(({ command }) => wordsOf(command))).toEqual([
      ['table3', '--rows', 'a;b c', '--seeds', '2'],
      ['audit'],
    ]);
  });
});

test('every script of npm and every file for node that a page names is there, at the root or beside the page', () => {
  const places = (page: string) => ['', `${page.replace(/[^/]*$/, '')}`];
  const scriptsIn = (folder: string): string[] =>
    existsSync(`${root}${folder}package.json`)
      ? Object.keys(JSON.parse(readFileSync(`${root}${folder}package.json`, 'utf8')).scripts ?? {})
      : [];
  const named = pages.flatMap((page) => {
    const text = readFileSync(`${root}${page}`, 'utf8');
    return [
      ...[...text.matchAll(/\bnpm run (?:--silent )?([a-z][a-z:-]*)/g)].map(([, script]) => ({
        what: `${page}: npm run ${script}`,
        isThere: places(page).some((folder) => scriptsIn(folder).includes(script)),
      })),
      ...[...text.matchAll(/(?:^|[`\s])(?:node|tsx) ([\w./-]+\.(?:mjs|js|ts))\b/gm)].map(([, file]) => ({
        what: `${page}: ${file}`,
        isThere: places(page).some((folder) => existsSync(`${root}${folder}${file}`)),
      })),
    ];
  });
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(({ isThere }) => !isThere).map(({ what }) => what)).toEqual([]);
});

test('the experiments of README and help are experiments', () => {
  const readme = readFileSync(`${root}apps/bench/README.md`, 'utf8');
  const [, inReadme] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
  expect(readExperiment('README', inReadme)).toMatchObject({ testCorpus: 'emodb', split: { kind: 'corpus' } });
  const [, inHelp] = /a whole one:\n\n([\s\S]*?)\n\n/.exec(moreHelp('run')) ?? [];
  const experiment = readExperiment('help', inHelp.replaceAll(/^ {2}/gm, ''));
  expect(experiment).toMatchObject({ corpus: 'folders', split: { kind: 'speakers' } });
  expect(experiment.recipe(['rested', 'tired']).model).toEqual({ kind: 'svm', kernel: 'rbf', c: 1, classes: 2 });
});

test('help names every row, and its epochs are the recipes', () => {
  for (const [name, lines] of Object.entries(rowHelp)) {
    expect(lines.flatMap(({ rows }) => rows)).toEqual(tableRows[name as TableName].map(({ row }) => row));
    for (const { rows, quick, paper } of lines) {
      for (const row of rows) {
        const { printed, notebook } = tableRows[name as TableName].find((one) => one.row === row)?.recipes ?? {};
        // What is no network has no epochs.
        if (printed && isBaseline(printed.model)) {
          expect([row, quick, paper].join()).not.toContain('epochs');
          continue;
        }
        const told = (a?: number, b?: number) => (a === b ? `${a} epochs` : `${a} / ${b} epochs`);
        expect([row, quick.split(',')[0]]).toEqual([row, told(printed?.quickEpochs, notebook?.quickEpochs)]);
        expect([row, paper.split(',')[0]]).toEqual([row, told(printed?.training.epochs, notebook?.training.epochs)]);
      }
    }
  }
});

test('cheap ones really run: nothing asked, help, audit, an experiment to start from', async () => {
  for (const [args, printed] of [
    [[], /^From data to an answer/],
    [['--help'], /^Usage: aver-bench/],
    [['train', '--help'], /Examples:\n {2}aver-bench train/],
    [['audit'], /^Table 2a/],
    [['run', '--print', 'MLP'], /"hiddenUnits": 300/],
  ] as Array<[string[], RegExp]>) {
    const { code, stdout, stderr } = await averBenchProcess(args);
    expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
    expect(stdout).toMatch(printed);
  }
}, 120_000);
