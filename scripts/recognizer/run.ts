// npm run recognizer -- --data SPEECH.zip --data SONG.zip --nemo FOLDER -o FOLDER
// Makes the model of @aver/recognizer-weights and measures it on speakers that it had not heard. What is done is kept in
// FOLDER and not done again. Some forty minutes on one free core with --seeds 1, more than half of it for features, which two
// processes with --share 0/2 and 1/2 divide.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareBackend } from '@aver/backend';
import { saveRecognizer } from '@aver/recognizer/node';
import {
  bestTemperature,
  calibrationError,
  calibrations,
  emotionOf,
  foldOf,
  type Heard,
  recallOf,
  speakerFolds,
  tempered,
} from './evaluate.js';
import { type FeatureTable, featureTable, type Sound } from './features.js';
import { recipe, trainVoice } from './train-voice.js';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', multiple: true },
    nemo: { type: 'string' },
    output: { type: 'string', short: 'o' },
    emotions: { type: 'string', default: 'neutral,happy,sad,angry' },
    copies: { type: 'string', default: '1' },
    noises: { type: 'string', default: '40' },
    seeds: { type: 'string', default: '3' },
    share: { type: 'string', default: '0/1' },
    'each-corpus': { type: 'boolean', default: false }, // folds of each corpus alone, too
  },
});
if (!options.data?.length || !options.output) {
  console.error('recognizer: --data ARCHIVE (again for a second one) and -o FOLDER must be given');
  process.exit(2);
}
const folder = options.output;
const labels = options.emotions.split(',');
const seeds = Number(options.seeds);
const say = (line: string) => process.stderr.write(`${line}\n`);

await mkdir(folder, { recursive: true });
await prepareBackend('wasm');
const [index, count] = options.share.split('/').map(Number);
const table = await featureTable(
  {
    ravdess: options.data,
    nemo: options.nemo,
    emotions: labels,
    copies: Number(options.copies),
    noises: Number(options.noises),
    cache: join(folder, 'features'),
    share: [index, count],
  },
  (done, of) => process.stderr.write(`\rfeatures: part ${done} of ${of}`),
).catch((error: Error) => {
  console.error(`recognizer: ${error.message}`);
  process.exit(2);
});
say('');
if (index > 0) process.exit(0);

/** Made once, and read again. */
async function kept<T>(name: string, make: () => Promise<T>): Promise<T> {
  const path = join(folder, name);
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    const made = await make();
    await writeFile(path, JSON.stringify(made));
    return made;
  }
}

const corpora: Record<string, (sound: Sound) => boolean> = {
  both: () => true,
  ravdess: ({ corpus }) => corpus !== 'nemo',
  nemo: ({ corpus }) => corpus !== 'ravdess',
};
const groups: Record<string, (sound: Sound) => boolean> = {
  'RAVDESS, spoken': ({ corpus, sung }) => corpus === 'ravdess' && !sung,
  'RAVDESS, sung': ({ corpus, sung }) => corpus === 'ravdess' && sung,
  nEMO: ({ corpus }) => corpus === 'nemo',
};
/** RAVDESS's actors of even number are women. */
const isOfSex = (woman: boolean) => (sound: Sound) =>
  sound.corpus === 'ravdess' && (Number(sound.speaker.split(' ')[1]) % 2 === 0) === woman;

const evaluation: Record<string, unknown> = { recipe, seeds };
const perSeed: Record<string, Heard[]>[] = [];
for (const [name, keep] of Object.entries(corpora)) {
  if (name !== 'both' && !(options.nemo && options['each-corpus'])) continue;
  const runs: Record<string, Heard[]>[] = [];
  for (let seed = 0; seed < (name === 'both' ? seeds : 1); seed++) {
    runs.push(await kept(`folds-${name}-${seed}.json`, () => speakerFolds(table, labels, seed, keep, say)));
  }
  if (name === 'both') perSeed.push(...runs);
  evaluation[`unheard speakers, learned from ${name}`] = Object.fromEntries(
    Object.entries(groups).map(([group, isIn]) => [
      group,
      Object.fromEntries(
        Object.keys(calibrations).map((calibration) => [
          calibration,
          runs
            .map((run) => run[calibration].filter(({ row }) => isIn(table.sounds[row])))
            .filter((heard) => heard.length > 0)
            .map((heard) => rounded(recallOf(table, heard, labels))),
        ]),
      ),
    ]),
  );
}

// From one corpus to the other, which it has never heard.
for (const [from, to] of options.nemo
  ? [
      ['ravdess', 'nemo'],
      ['nemo', 'ravdess'],
    ]
  : []) {
  const heard = await kept(`${from}-to-${to}.json`, async () => {
    const { ask } = await import('./evaluate.js');
    const voice = await trainVoice(table, rowsOf(table, corpora[from]), labels, 0);
    const rows = rowsOf(table, ({ corpus, copy }) => corpus === to && copy === 0);
    const answers = {
      none: await ask(voice, table, rows, undefined, 0),
      all: await ask(voice, table, rows, calibrations.all, 0),
    };
    voice.model.dispose();
    return answers;
  });
  evaluation[`from ${from} to ${to}`] = Object.fromEntries(
    Object.entries(heard).map(([calibration, answers]) => [calibration, rounded(recallOf(table, answers, labels))]),
  );
}

// How the answers are read, from the folds: of each fold by the others where it is measured.
const heard = perSeed.flatMap(({ none }) => none);
const isVoice = ({ row }: Heard) => table.sounds[row].corpus !== 'noise';
const voices = heard.filter(isVoice);
const speech = ({ probabilities }: Heard) => 1 - probabilities[labels.length];
const share = (list: Heard[], is: (one: Heard) => boolean) => list.filter(is).length / list.length;
const threshold = rounded(percentile(voices.map(speech), 1));
const temperature = bestTemperature(table, voices, labels);
// Of each fold the temperature of the five others, so that no answer had a part in how it is read.
const crossed = [0, 1, 2, 3, 4, 5].flatMap((fold) => {
  const others = voices.filter(({ row }) => foldOf(table.sounds[row]) !== fold);
  const own = bestTemperature(table, others, labels);
  return voices
    .filter(({ row }) => foldOf(table.sounds[row]) === fold)
    .map((one) => ({ row: one.row, probabilities: [...tempered(one, labels, own), 0] }));
});
const isRight = (one: Heard) => emotionOf(one, labels) === table.sounds[one.row].label;
const sureness = (one: Heard) => Math.max(...tempered(one, labels, temperature));
const sureThreshold = 0.5;
const sure = voices.filter((one) => sureness(one) >= sureThreshold);
const noises = heard.filter((one) => !isVoice(one));
Object.assign(evaluation, {
  voice: {
    threshold,
    'voices refused': rounded(share(voices, (one) => speech(one) < threshold)),
    'noises of unheard families refused': rounded(share(noises, (one) => speech(one) < threshold)),
    'least refused families': groupsOf(noises, ({ label }) => label)
      .map(([family, list]) => [family, rounded(share(list, (one) => speech(one) < threshold))] as const)
      .sort(([, a], [, b]) => a - b)
      .slice(0, 6),
  },
  temperature,
  'expected calibration error': rounded(calibrationError(table, crossed, labels, 1)),
  sure: {
    threshold: sureThreshold,
    accuracy: rounded(share(sure, isRight)),
    share: rounded(sure.length / voices.length),
  },
  'recall by emotion': Object.fromEntries(
    Object.entries(groups).map(([group, isIn]) => [
      group,
      Object.fromEntries(
        labels.flatMap((label) => {
          const shown = voices.filter(({ row }) => isIn(table.sounds[row]) && table.sounds[row].label === label);
          return shown.length === 0 ? [] : [[label, rounded(share(shown, isRight))]];
        }),
      ),
    ]),
  ),
  'accuracy by sex, RAVDESS': Object.fromEntries(
    [true, false].map((woman) => [
      woman ? 'female' : 'male',
      rounded(
        share(
          voices.filter(({ row }) => isOfSex(woman)(table.sounds[row])),
          isRight,
        ),
      ),
    ]),
  ),
  'accuracy by speaker': Object.fromEntries(
    groupsOf(voices, ({ speaker }) => speaker).map(([speaker, list]) => [speaker, rounded(share(list, isRight))]),
  ),
});
await writeFile(join(folder, 'evaluation.json'), `${JSON.stringify(evaluation, null, 1)}\n`);

say('the model, on all of it');
const voice = await trainVoice(table, rowsOf(table, corpora.both), labels, 0);
const digits = (list: readonly number[]) => list.map((value) => Number(value.toPrecision(5)));
await saveRecognizer(join(folder, 'model'), {
  model: voice.model,
  card: {
    labels,
    input: { kind: 'voice' },
    inputScale: 1,
    standardization: { mean: digits(voice.standardization.mean), deviation: digits(voice.standardization.deviation) },
    voice: { threshold },
    temperature,
    sure: evaluation.sure as { threshold: number; accuracy: number; share: number },
    speaker: { shrink: voice.speaker.shrink, usualShift: digits(voice.speaker.usualShift) },
    note: 'Learned from acted English speech and song (RAVDESS) and acted Polish speech (nEMO); see the README of @aver/recognizer-weights.',
  },
});
console.log(JSON.stringify(evaluation, null, 1));

function groupsOf(list: Heard[], keyOf: (sound: Sound) => string): [key: string, list: Heard[]][] {
  const groups = new Map<string, Heard[]>();
  for (const one of list) {
    const key = keyOf(table.sounds[one.row]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups];
}

function rowsOf({ sounds }: FeatureTable, keep: (sound: Sound) => boolean): number[] {
  return sounds.flatMap((sound, row) => (keep(sound) ? [row] : []));
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}

function percentile(list: number[], percent: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor((percent / 100) * (sorted.length - 1))];
}
