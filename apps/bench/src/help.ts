import { corpora } from '@aver/ravdess';
import { type TableName, tables } from './rows/tables.js';
import { pasteable } from './terminal/pasteable.js';

/** What `aver-bench` alone prints: the way from data to an answer. */
export function overview(): string {
  return `From data to an answer, a line a step:

${steps([
  ['aver-bench tour', 'what this is; minutes, no data'],
  ['aver-bench fetch --channel both', 'RAVDESS, 433 MB'],
  ['aver-bench explore', 'what is in it'],
  ['aver-bench enhanced --rows MLP --split speakers', 'how well unheard voices are told'],
  ['aver-bench train -o MODEL', 'a model of all of it'],
  ['aver-bench predict FILE.wav', 'the answer'],
])}

The paper's tables: table2, table3, ablations. Its printed numbers: audit.
An experiment of your own, JSON or YAML: run. All results on one page: report.
Every command, and each one's options and examples:

${steps([
  ['aver-bench --help', ''],
  ['aver-bench COMMAND --help', ''],
])}
`;
}

/** What stands under the options of each command: examples, and what its options may name. */
export function moreHelp(command: string): string {
  const examples = (examplesOf[command] ?? []).map((line) => `  ${pasteable(line)}`);
  const lines = [...(command in tables ? tableHelp(command as TableName) : (notes[command] ?? [])), ''];
  return `\n${lines.join('\n')}${examples.length > 0 ? `\nExamples:\n${examples.join('\n')}\n` : ''}`;
}

const tableExamples = (name: string, row: string) => [
  `aver-bench ${name}`,
  `aver-bench ${name} --data Audio_Speech_Actors_01-24.zip`,
  `aver-bench ${name} --rows '${row}' --seeds 5`,
  `aver-bench ${name} --split speakers --profile paper --out speakers`,
];

const examplesOf: Record<string, string[]> = {
  table3: [
    ...tableExamples('table3', 'MLP;CNN-1D'),
    'aver-bench table3 --recipe notebook --split notebook --rows MLP --seeds 5',
  ],
  table2: tableExamples('table2', '2e;2f'),
  ablations: tableExamples('ablations', 'base;no clipping'),
  enhanced: tableExamples('enhanced', 'Spectrogram CNN'),
  tour: ['aver-bench tour', 'aver-bench tour --epochs 2 --out quick-look'],
  explore: [
    'aver-bench explore',
    'aver-bench explore Audio_Speech_Actors_01-24.zip -o data.html',
    'aver-bench explore RECORDINGS --corpus folders --json',
  ],
  run: [
    "aver-bench run --print 'Spectrogram CNN' > experiment.json",
    'aver-bench run experiment.json',
    'aver-bench run experiment.yaml --out mine --json',
    'aver-bench run experiment.yaml --queue redis://localhost:6379',
  ],
  train: [
    'aver-bench train -o MODEL',
    'aver-bench train --data wav --corpus emodb --emotions angry,bored -o MODEL',
    'aver-bench train --emotions angry,happy --auxiliary sad,neutral -o MODEL',
    'aver-bench train --data RECORDINGS --corpus folders -o MODEL',
    "aver-bench train --row 'Spectrogram CNN' -o MODEL",
    'aver-bench train --data synthetic --epochs 2 --no-evaluation -o MODEL',
  ],
  report: ['aver-bench report aver-results', 'aver-bench report aver-results --markdown'],
  fetch: ['aver-bench fetch', 'aver-bench fetch --channel both', 'aver-bench fetch --channel song --to recordings'],
  predict: [
    'aver-bench predict FILE.wav',
    'aver-bench predict LONG.mp3 --timeline',
    'aver-bench predict ONE.wav TWO.flac --csv',
    'aver-bench predict FILE.wav --speaker me.json',
  ],
  calibrate: ['aver-bench calibrate ONE.wav TWO.wav THREE.wav FOUR.wav -o me.json'],
  render: ['aver-bench render FILE.wav -o picture.png', 'aver-bench render FILE.wav --style spek -o picture.png'],
  features: [
    'aver-bench features FILE.wav',
    'aver-bench features ONE.wav TWO.wav --groups mfcc,mel --json',
    'aver-bench features FOLDER --csv',
  ],
  audit: ['aver-bench audit', 'aver-bench audit report.txt', 'aver-bench audit report.json --json'],
  worker: [
    'aver-bench worker --queue redis://localhost:6379',
    'aver-bench worker --queue redis://localhost:6379 --data RECORDINGS --jobs 4',
  ],
  status: ['aver-bench status --queue redis://localhost:6379'],
};

const notes: Record<string, string[]> = {
  run: [
    'An experiment says: data (paths, or synthetic), corpus, testData and testCorpus',
    '(learn from one, test another), labels (what those of the files are called),',
    'emotions, auxiliary (learned beside them, never answered), channels, split,',
    'seeds; input (features, spek, gray, logMel, voice, or every parameter),',
    'inputScale, standardize;',
    'model (mlp, cnn1d, cnn2d, spectrogram-cnn, voice-network, svm, knn),',
    'classWeights; of networks optimizer, epochs, batchSize, l2, schedule and more.',
    'Paths are relative to the file. In YAML, a whole one:',
    '',
    '  data: RECORDINGS          # RECORDINGS/tired/anna_01.wav, ...',
    '  corpus: folders',
    '  input: features',
    '  model: { kind: svm, kernel: rbf, c: 1 }',
    '  classWeights: balanced',
    '  split: { kind: speakers }',
  ],
  audit: [
    'A report is JSON: { "classes": [{ "name", "precision", "recall", "f1",',
    '"support" }], "accuracy", "macro", "weighted" }, or the text that',
    "scikit-learn's classification_report prints; - reads it from stdin. Printed",
    'digits count: "0.70" says more than "0.7", and 0.70 without quotes counts too.',
  ],
  train: [
    'For 460 recordings on one core the Voice network takes 20 seconds, after 40 for',
    'what it hears; the Spectrogram CNN takes 6 minutes. There is one more training',
    'for each fold of speakers, which tell how good it is.',
  ],
};

/** The rows of each table as a test finds them in the recipes, and times as docs/results has them. */
export const rowHelp: Record<TableName, Array<{ rows: string[]; quick: string; paper: string }>> = {
  table3: [
    { rows: ['MLP'], quick: '200 / 500 epochs, 3 s', paper: '200 / 500 epochs, 3 s' },
    { rows: ['CNN-1D'], quick: '60 epochs, 20 s', paper: '500 epochs, 3 min' },
    { rows: ['CNN-2D'], quick: '6 / 25 epochs, 40 / 70 s', paper: '50 / 500 epochs, 5 / 23 min' },
  ],
  table2: [
    {
      rows: ['2a', '2b', '2c', '2d', '2e', '2f'],
      ...{ quick: '6 / 25 epochs, 40 / 70 s', paper: '50 / 500 epochs, 6 / 21 min' },
    },
  ],
  ablations: [
    {
      rows: [
        ...['base', 'scaled to 0..1', 'learning rate 0.001', 'learning rate 0.005', 'scaled, rate 0.001'],
        ...['scaled, rate 0.005', 'gray picture', 'gray, rate 0.001', 'gray, scaled, rate 0.001'],
        ...['dropout rate 0.8', 'no clipping', 'no clipping, rate 0.005'],
      ],
      ...{ quick: '6 / 25 epochs, 40 / 70 s', paper: '50 epochs, 5 / 2 min' },
    },
    { rows: ['500 epochs'], quick: '6 / 25 epochs, 40 / 70 s', paper: '500 epochs, 53 / 23 min' },
  ],
  enhanced: [
    { rows: ['MLP', 'MLP, standardised'], quick: '500 epochs, 3 s', paper: '500 epochs, 3 s' },
    { rows: ['CNN-1D'], quick: '60 epochs, 20 s', paper: '500 epochs, 3 min' },
    { rows: ['CNN-2D, 50 epochs'], quick: '6 epochs, 20 s', paper: '50 epochs, 3 min' },
    { rows: ['Spectrogram CNN'], quick: '60 epochs, 2 min', paper: '150 epochs, 6 min' },
    { rows: ['SVM, voice features'], quick: '2 s', paper: '2 s' },
    { rows: ['Voice network'], quick: '120 epochs, 10 s', paper: '240 epochs, 20 s' },
    { rows: ['CNN + voice network'], quick: '60 epochs, both above', paper: '150 epochs, both above' },
  ],
  experiment: [],
};

/** Which rows and emotions there are, and how long each row takes. */
function tableHelp(name: TableName): string[] {
  return [
    'Rows (--rows), their epochs (printed / notebook recipe where they differ), and',
    'about how long one seed takes on one core (wasm, 460 recordings):',
    `  ${'row'.padEnd(22)}${'--profile quick'.padEnd(28)}--profile paper`,
    ...rowHelp[name].flatMap(({ rows, quick, paper }) => {
      const times = `${quick.padEnd(28)}${paper}`;
      if (rows.length === 1) return `  ${rows[0].padEnd(22)}${times}`;
      return [...inLines(rows), `  ${' '.repeat(22)}${times}`];
    }),
    '',
    `Emotions: ${corpora.ravdess.emotions.slice(0, 6).join(', ')},`,
    `  ${corpora.ravdess.emotions.slice(6).join(', ')}; of EMO-DB also bored.`,
  ];
}

/** Commands with what each is for, as far as they fit 80 columns beside one another. */
function steps(lines: Array<[command: string, what: string]>): string {
  return lines
    .map(([command, what]) => {
      const pasted = `  ${pasteable(command)}`;
      if (!what) return pasted;
      return pasted.length <= 48 ? `${pasted.padEnd(50)}${what}` : `${pasted}\n      ${what}`;
    })
    .join('\n');
}

/** Names with semicolons between, as --rows takes them, in lines of 78. */
function inLines(names: string[]): string[] {
  const lines = ['  '];
  for (const [i, name] of names.entries()) {
    const word = i < names.length - 1 ? `${name}; ` : name;
    if (`${lines[lines.length - 1]}${word}`.length > 79) lines.push('  ');
    lines[lines.length - 1] += word;
  }
  return lines.map((line) => line.trimEnd());
}
