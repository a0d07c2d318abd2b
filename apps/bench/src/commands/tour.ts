import { auditReport, paperTables } from '@aver/metrics';
import { paperEmotions } from '@aver/ravdess';
import { loadRecognizer } from '@aver/recognizer/node';
import { grayPicture, resample } from '@aver/spectrogram';
import type { TrialResult } from '../compute/trial-result.js';
import { loadRun } from '../report/load-run.js';
import { sketchRecordings } from '../report/recordings/sketch-recordings.js';
import { studyFindings } from '../report/study-findings.js';
import { writeReport } from '../report/write-report.js';
import { chooseRows } from '../rows/table-rows.js';
import type { RecipeName, TableSetting } from '../rows/table-setting.js';
import type { TableName } from '../rows/tables.js';
import { planTable } from '../runs/plan-table.js';
import { type Session, type SessionOptions, withSession } from '../runs/session.js';
import type { TrialRequest } from '../runs/trial-request.js';
import { rowRecord, writeRowRecord } from '../tables/row-record.js';
import { type TableDocument, type TableRow, tableDocument } from '../tables/table-document.js';
import { fixed } from '../tables/words.js';
import { bars, shades } from '../terminal/bars.js';
import { beforePerson } from '../terminal/onlooker.js';
import { pasteable } from '../terminal/pasteable.js';

/** Options of `aver-bench tour`. */
export type TourOptions = Pick<SessionOptions, 'backend' | 'jobs' | 'out'> & {
  /** Epochs in place of the quick profile's. */
  epochs?: number;
  json?: boolean;
};

/** The tables of the tour, one after the other, on the small built-in corpus. */
const parts: Array<{ table: TableName; recipe: RecipeName; rows?: string[] }> = [
  { table: 'table3', recipe: 'printed' },
  { table: 'table3', recipe: 'notebook' },
  { table: 'enhanced', recipe: 'notebook', rows: ['Spectrogram CNN'] },
];

/** What the model of the tour answered to a recording that it had not heard. */
interface Heard {
  name: string;
  shown: string;
  answer: string;
  probabilities: Array<{ label: string; probability: number }>;
  picture: string;
}

/**
 * `aver-bench tour`: what this is, in two minutes and without any data: whether the printed tables are possible, the
 * paper's models and ours at work on the built-in corpus, what the committed study found on the paper's own data, and one
 * voice recognised.
 */
export async function tour(options: TourOptions): Promise<void> {
  if (!options.json) process.stdout.write(`${auditText()}\n`);
  const session: SessionOptions = {
    ...options,
    data: 'synthetic',
    small: true,
    corpus: 'ravdess',
    emotions: [...paperEmotions],
  };
  const { documents, heard, report } = await beforePerson((onlooker) =>
    withSession(session, onlooker, (one) => work(one, options.epochs)),
  );
  if (options.json) {
    const printed = { audit: auditFacts(), tables: documents, study: studyFindings, heard, report };
    process.stdout.write(`${JSON.stringify(printed)}\n`);
    return;
  }
  process.stdout.write(
    [
      '',
      'At work on the built-in corpus: 192 made-up voices, to see that everything runs. How many',
      'of 60 recordings the models tell right is theirs alone, and says nothing of people:',
      '',
      ...tableLines(documents),
      '',
      ...studyLines(),
      'One voice that the last of these models had not heard:',
      '',
      heard.picture.replace(/^\n+/, ''),
      '',
      `${heard.name}, meant to sound ${heard.shown}; the answer: ${heard.answer}`,
      '',
      bars(heard.probabilities.map(({ label, probability }) => ({ label, share: probability }))),
      '',
      `All of it on one page: ${report}`,
      '',
      'Next, with real recordings (RAVDESS, CC BY-NC-SA 4.0):',
      `  ${pasteable('aver-bench fetch --channel both')}          433 MB`,
      `  ${pasteable('aver-bench table3 --recipe notebook --split notebook --profile paper --rows MLP')}`,
      "                                   Table 3's MLP on the paper's own split, minutes",
      `  ${pasteable('aver-bench --help')}                        everything else`,
      '',
    ].join('\n'),
  );
}

async function work(
  session: Session,
  epochs: number | undefined,
): Promise<{ documents: TableDocument[]; heard: Heard; report: string }> {
  const { source, data, backend, store, run } = session;
  const planned = [];
  for (const { table, recipe, rows } of parts) {
    const setting: TableSetting = {
      ...{ table, recipe, profile: 'quick', split: 'random', epochs },
      ...{ emotions: [...paperEmotions], corpus: 'ravdess', backend: backend.name },
    };
    const made = await planTable(session, setting, chooseRows(table, rows), 1);
    const records = made.rows.map(({ row, requests }) =>
      rowRecord({ setting, row, seeds: 1, source, data, inputs: made.inputs, requests }),
    );
    for (const record of records) await writeRowRecord(store, record);
    planned.push({ ...made, records });
  }
  const [{ inputs }] = planned;
  await sketchRecordings(store, data, inputs.fingerprint);
  const requests = planned.flatMap(({ rows }) => rows.flatMap((row) => row.requests));
  await run(requests);
  const results = new Map<string, TrialResult | undefined>();
  for (const { key } of requests) results.set(key, await store.read(key));
  const documents = planned.map(({ records }) => tableDocument(records, (key) => results.get(key)));
  const heard = await hear(session, requests[requests.length - 1], results);
  return { documents, heard, report: await writeReport(store, await loadRun(store.directory)) };
}

/** Asks the model of a trial about the first recording that the trial tested. */
async function hear(
  { data }: Session,
  { key, modelDirectory }: TrialRequest,
  results: Map<string, TrialResult | undefined>,
): Promise<Heard> {
  const [tested] = (results.get(key) as TrialResult).predictions;
  const recording = data.recordings.find(({ name }) => name === tested.name) as Session['data']['recordings'][number];
  const { samples, sampleRate } = await recording.read();
  const recognizer = await loadRecognizer(modelDirectory as string);
  const { label, probabilities } = await recognizer.recognize(samples, sampleRate);
  // Voices lie below 5 kHz, and a terminal has few lines.
  const voice = resample(samples, sampleRate, 10_000);
  const picture = shades(grayPicture(voice, 10_000, { width: 72, height: 14 }));
  return { name: tested.name, shown: tested.yTrue, answer: label, probabilities, picture };
}

function auditFacts() {
  return paperTables.map(({ table, title, accuracy, report }) => {
    const { possible, contradictions } = auditReport(report);
    return { table, title, accuracy, possible, contradicted: contradictions.map(({ cell }) => cell) };
  });
}

function auditText(): string {
  const lines = auditFacts().map(({ table, title, accuracy, possible, contradicted }) => {
    const verdict = possible ? 'possible' : `impossible: ${contradicted.join(', ')}`;
    return `  ${`Table ${table}`.padEnd(8)}  ${title.padEnd(30)} ${accuracy}  ${verdict}`;
  });
  return ['Can the printed tables be? Arithmetic alone, no data needed:', '', ...lines].join('\n');
}

/** A row of the tour, with the table that it is of. */
interface TourRow {
  row: TableRow;
  document: TableDocument;
}

function tableLines([printed, notebook, own]: TableDocument[]): string[] {
  const of = (document: TableDocument, name: string): TourRow[] =>
    document.rows.filter(({ row }) => row === name).map((row) => ({ row, document }));
  // What a reader is to make of it stands below, so that 80 columns hold it.
  const line = (name: string, cells: string[], words = '') =>
    `  ${name.padEnd(18)} ${cells.map((cell) => cell.padEnd(12)).join('')}`.trimEnd() + (words && `\n      ${words}`);
  const [ours] = own.rows;
  const constant = fixed(constantShare(ours));
  return [
    line('', ['as printed', 'as the notebooks ran']),
    ...printed.rows.map(({ row: name }) => {
      const both = [...of(printed, name), ...of(notebook, name)];
      return line(
        name,
        both.map(({ row }) => fixed(row.accuracy.mean)),
        sentence(both),
      );
    }),
    line(ours.row, ['', fixed(ours.accuracy.mean)], `our own network; ${epochsText(of(own, ours.row))}`),
    line('one answer for all', [constant, constant]),
  ];
}

/** What always the same answer gets. */
function constantShare({ classes }: TableRow): number {
  const supports = classes.map(({ support }) => support);
  return Math.max(...supports) / supports.reduce((sum, support) => sum + support, 0);
}

/** What a reader is to make of a row as printed and as run. */
function sentence(both: TourRow[]): string {
  const [{ row: printed }] = both;
  const learned = ({ row }: TourRow) => row.accuracy.mean > constantShare(row) + 0.05;
  const epochs = epochsText(both);
  if (printed.oneAnswer > 0) return `as printed it learns nothing, one answer for all; ${epochs}`;
  if (both.every(learned)) return `learns either way; ${epochs}`;
  return learned(both[0]) ? epochs : `as printed it learns next to nothing; ${epochs}`;
}

/** How long rows were trained: a tour has not the time for all epochs of a recipe. */
function epochsText(rows: TourRow[]): string {
  const told = rows.map(({ row: { row, epochs }, document: { setting } }) => {
    const whole = chooseRows(setting.table, [row])[0].recipes[setting.recipe].training.epochs;
    return epochs === whole ? `${epochs}` : `${epochs} of ${whole}`;
  });
  return `${[...new Set(told)].join(' and ')} epochs`;
}

function studyLines(): string[] {
  if (studyFindings.length === 0) return [];
  return [
    "On the paper's own recordings, spoken and sung, in the split of its runs (docs/REPRODUCTION.md):",
    '',
    ...studyFindings.map(
      ({ row, printed, mean, oneMoreRun, reached, runs, lies }) =>
        `  ${row.padEnd(8)} printed ${fixed(printed)}, ours ${fixed(mean)}; one more run ${fixed(oneMoreRun.low)} to ` +
        `${fixed(oneMoreRun.high)}; ${reached} of ${runs} reach it: ${lies}`,
    ),
    '',
  ];
}
