// Compares recipes for one of our networks without looking at test data: each candidate of candidates.json is trained and
// judged on folds inside the training part of an outer fold, whose test part is never used. It can be stopped at any
// time and goes on where it was. A candidate is the base with some fields changed; null takes a field away.
//   npm run search -- --data PATH [--split speakers|random] [--outer 0,1] [--inner 5] [--seeds 1] [--only 'base;mixup 0.2']
//                     [--candidates FILE] [--nested] [--test-fraction F] [--epochs N] [--out FOLDER] [--backend NAME] [--jobs N]
// --outer: speaker folds 0 to 5 of the published six, or seeds of the paper's random division. --inner: how many folds of
// its training speakers, or how many random holdouts of its training part, a fifth each with all emotions in proportion.
// --nested: then, for each outer fold by itself, the candidate that was best inside it learns from its whole training part
// and is tested on its test part once, beside the first candidate, which is the choice for all.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const library = new URL('../../apps/bench/dist/index.js', import.meta.url);
const metrics = new URL('../../packages/metrics/dist/index.js', import.meta.url);
const { values: options } = parseArgs({
  options: {
    data: { type: 'string', multiple: true },
    split: { type: 'string', default: 'speakers' },
    outer: { type: 'string', default: '0' },
    inner: { type: 'string', default: '5' },
    seeds: { type: 'string', default: '1' },
    only: { type: 'string' },
    candidates: { type: 'string', default: fileURLToPath(new URL('candidates.json', import.meta.url)) },
    nested: { type: 'boolean', default: false },
    'test-fraction': { type: 'string', default: String(210 / 672) },
    epochs: { type: 'string' },
    out: { type: 'string', default: 'aver-search' },
    backend: { type: 'string', default: 'auto' },
    jobs: { type: 'string' },
  },
});
const fromHere = (path) => resolve(process.env.INIT_CWD ?? '.', path);
const outers = options.outer.split(',').map((text) => count('--outer', text, 0));
const inner = count('--inner', options.inner, 2);
const seeds = Array.from({ length: count('--seeds', options.seeds, 1) }, (_, seed) => seed);
const epochs = options.epochs === undefined ? undefined : count('--epochs', options.epochs, 1);
const testFraction = Number(options['test-fraction']);
if (!(testFraction > 0 && testFraction < 1))
  fail(`--test-fraction: expected a number between 0 and 1; received ${options['test-fraction']}`);
if (!['speakers', 'random'].includes(options.split))
  fail(`--split: expected speakers or random; received ${options.split}`);
if (!existsSync(library)) fail('expected a build; run npm run build first');
const { sweep, createProgress } = await import(library.href);
const { balancedAccuracy, meanInterval } = await import(metrics.href);

const { base, candidates } = readCandidates(fromHere(options.candidates));
const wanted = options.only?.split(';').map((name) => name.trim());
const unknown = wanted?.find((name) => !candidates.some((one) => one.name === name));
if (unknown !== undefined)
  fail(`--only: expected some of ${candidates.map(({ name }) => name).join('; ')}; received ${unknown}`);
const chosen = candidates.filter(({ name }) => !wanted || wanted.includes(name));

const trials = chosen.flatMap(({ name, change }) =>
  outers.flatMap((outer) =>
    Array.from({ length: inner }, (_, fold) =>
      seeds.map((seed) => ({ name, outer, trial: { ...recipeOf(change), split: splitOf(outer, fold), seed } })),
    ).flat(),
  ),
);
process.on('SIGINT', () => process.exit(130));
const results = await run(trials.map(({ trial }) => trial));

const rows = chosen.map(({ name }) => {
  const mine = results.filter((_, i) => trials[i].name === name);
  return {
    name,
    recall: overFolds(mine, recallOf),
    accuracy: overFolds(mine, accuracyOf),
    loss: mean(mine.map(({ history }) => history.loss.at(-1) ?? Number.NaN)),
    seconds: mean(mine.map(({ seconds }) => seconds.train)),
    trials: mine.length,
  };
});
rows.sort((a, b) => b.recall.mean - a.recall.mean);
process.stdout.write(
  [
    `Inner folds (${options.split}, outer ${outers.join(', ')}), mean and 95 % interval (Student t over the folds):`,
    '',
    '| candidate | unweighted recall | accuracy | last loss | s per training | trainings |',
    '|---|---|---|---|---|---|',
    ...rows.map(
      ({ name, recall, accuracy, loss, seconds, trials }) =>
        `| ${name} | ${share(recall)} | ${share(accuracy)} | ${Number.isNaN(loss) ? '' : loss.toFixed(3)} | ${seconds.toFixed(0)} | ${trials} |`,
    ),
    '',
  ].join('\n'),
);
if (options.nested) await testNested();
process.exit();

/** What a choice inside each outer fold is worth on its test part, and the first candidate, chosen for all. */
async function testNested() {
  const best = outers.map((outer) => {
    const scored = chosen.map(({ name }) => {
      const mine = results.filter((_, i) => trials[i].name === name && trials[i].outer === outer);
      return { name, recall: overFolds(mine, recallOf).mean };
    });
    return scored.reduce((a, b) => (b.recall > a.recall ? b : a)).name;
  });
  const ways = [
    { way: 'chosen inside each fold', names: best },
    { way: `${chosen[0].name} for all`, names: outers.map(() => chosen[0].name) },
  ];
  const tested = ways.flatMap(({ way, names }) =>
    outers.flatMap((outer, i) => {
      const { change } = chosen.find(({ name }) => name === names[i]);
      return seeds.map((seed) => ({ way, trial: { ...recipeOf(change), split: outerSplit(outer), seed } }));
    }),
  );
  const answers = await run(tested.map(({ trial }) => trial));
  process.stdout.write(
    [
      '',
      'Chosen inside:',
      ...outers.map((outer, i) => `- outer ${outer}: ${best[i]}`),
      '',
      '| on the test parts | unweighted recall | accuracy | recall, spoken | sung |',
      '|---|---|---|---|---|',
      ...ways.map(({ way }) => {
        const mine = answers.filter((_, i) => tested[i].way === way);
        const of = (channel) =>
          mine.map((result) => ({
            ...result,
            predictions: result.predictions.filter(({ name }) => channelOf(name) === channel),
          }));
        const parts = ['speech', 'song'].map((channel) =>
          of(channel).every(({ predictions }) => predictions.length > 0)
            ? overFolds(of(channel), recallOf).mean.toFixed(3)
            : '',
        );
        return `| ${way} | ${share(overFolds(mine, recallOf))} | ${share(overFolds(mine, accuracyOf))} | ${parts.join(' | ')} |`;
      }),
      '',
    ].join('\n'),
  );
}

/** RAVDESS's second field; other corpora have none. */
function channelOf(name) {
  return { '01': 'speech', '02': 'song' }[/^\d\d-(\d\d)-/.exec(name.split('/').at(-1))?.[1]];
}

function run(wantedTrials) {
  return sweep(wantedTrials, {
    data: options.data?.map((path) => (path === 'synthetic' ? path : fromHere(path))),
    backend: options.backend,
    jobs: options.jobs === undefined ? undefined : count('--jobs', options.jobs, 1),
    out: fromHere(options.out),
    progress: createProgress(),
  }).catch((error) => fail(error.message));
}

function recallOf(yTrue, yPred) {
  return balancedAccuracy(yTrue, yPred);
}

function accuracyOf(yTrue, yPred) {
  return yTrue.filter((one, i) => one === yPred[i]).length / yTrue.length;
}

function readCandidates(path) {
  try {
    const content = JSON.parse(readFileSync(path, 'utf8'));
    if (content?.base?.training && Array.isArray(content.candidates)) return content;
  } catch (error) {
    fail(`--candidates: expected a JSON file; ${path}: ${error.message}`);
  }
  return fail(`--candidates: expected { base: a recipe, candidates: [{ name, change }] }; ${path} has something else`);
}

function splitOf(outer, fold) {
  const within = options.split === 'speakers' ? { folds: inner, fold } : { seed: fold, testFraction: 0.2 };
  return { ...outerSplit(outer), inner: within };
}

function outerSplit(outer) {
  if (options.split === 'speakers') return { kind: 'speakers', folds: 'emobox', fold: outer };
  return { kind: 'random', seed: outer, testFraction };
}

function recipeOf(change) {
  const recipe = merged(base, change);
  return { ...recipe, training: { ...recipe.training, epochs: epochs ?? recipe.training.epochs } };
}

/** The base with the fields of a change in place of its own. */
function merged(value, change) {
  if (change === null || typeof change !== 'object' || Array.isArray(change)) return change;
  const result = { ...value };
  for (const [key, one] of Object.entries(change)) {
    if (one === null) delete result[key];
    else result[key] = merged(result[key], one);
  }
  return result;
}

/** A score's mean over the folds, with its interval; of several seeds, each fold has their mean. */
function overFolds(results, score) {
  const folds = new Map();
  for (const { trial, predictions } of results) {
    const key = JSON.stringify(trial.split);
    const [yTrue, yPred] = [predictions.map((one) => one.yTrue), predictions.map((one) => one.yPred)];
    folds.set(key, [...(folds.get(key) ?? []), score(yTrue, yPred)]);
  }
  return meanInterval([...folds.values()].map(mean));
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function share({ mean, low, high }) {
  return `${mean.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

function count(option, text, least) {
  const value = Number(text);
  if (!(Number.isInteger(value) && value >= least))
    fail(`${option}: expected a whole number from ${least}; received ${text}`);
  return value;
}

function fail(message) {
  process.stderr.write(`search: ${message}\n`);
  process.exit(2);
}
