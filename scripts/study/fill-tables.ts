import {
  accuracyTable,
  auditTable,
  type Block,
  blocksToMarkdown,
  channelTable,
  classTable,
  commandTable,
  comparisonTable,
  differencesTable,
  ensembleTable,
  environmentTable,
  fixed,
  ownSeconds,
  printedPlace,
  rowRemarks,
  summaryTable,
  type TableDocument,
  type TableName,
  tableHeading,
  tableRows,
  tables,
} from '@aver/bench/report';
import { predictionInterval } from '@aver/metrics';
import peers from '../../docs/peers.json' with { type: 'json' };
import steps from './steps.json' with { type: 'json' };

/** What may stand between `<!-- begin NAME -->` and `<!-- end -->` in the docs, by name. */
const parts: Record<string, (documents: TableDocument[]) => Block[]> = {
  audit: () => [auditTable()],
  differences: () => [differencesTable()],
  progress: (documents) => [progressTable(documents), computingTime(documents)],
  summary: (documents) => [summaryTable(documents)],
  results: (documents) => [resultsTable(documents)],
  table3: (documents) => tableParts('table3', documents),
  table2: (documents) => tableParts('table2', documents),
  ablations: (documents) => tableParts('ablations', documents),
  enhanced: (documents) => tableParts('enhanced', documents),
  confusions: (documents) => of('enhanced', documents).flatMap((one) => confusionTable(one)),
  classes: (documents) => of('table2', documents).flatMap((one) => classParts(one, documents)),
  peers: (documents) => [peersTable(documents)],
  environment: (documents) => [environmentTable(documents)],
};

/**
 * Fills the tables of a page of the docs, each from the committed results.
 *
 * @param text Markdown with parts `<!-- begin NAME -->` ... `<!-- end -->`.
 * @throws RangeError when a part has a name that is not known.
 */
export function fillTables(text: string, documents: TableDocument[]): string {
  return text.replaceAll(/<!-- begin (\S+) -->[\s\S]*?<!-- end -->/g, (_, name: string) => {
    if (!Object.hasOwn(parts, name)) {
      throw new RangeError(`fillTables: parts must be ${Object.keys(parts).join(', ')}; received ${name}`);
    }
    const blocks = parts[name](documents).filter((block) => block.kind !== 'table' || block.rows.length > 0);
    const filled = blocks.length > 0 ? blocksToMarkdown(blocks) : '*No trial of this is finished yet.*';
    return `<!-- begin ${name} -->\n\n${filled}\n\n<!-- end -->`;
  });
}

/** Six lines for the README: the paper's models as run on the best data that there is, as printed, on new voices; ours. */
function resultsTable(documents: TableDocument[]): Block {
  const wanted = [
    { row: 'MLP', table: 'table3', recipe: 'notebook', splits: ['notebook', 'random'] },
    { row: 'CNN-1D', table: 'table3', recipe: 'notebook', splits: ['notebook', 'random'] },
    { row: 'CNN-2D', table: 'table3', recipe: 'notebook', splits: ['notebook', 'random'] },
    { row: 'CNN-2D', table: 'table3', recipe: 'printed', splits: ['notebook', 'random'] },
    { row: 'CNN-2D', table: 'table3', recipe: 'notebook', splits: ['speakers'] },
    { row: 'Voice network', table: 'enhanced', recipe: 'notebook', splits: ['notebook', 'random'] },
  ];
  const recipes: Record<string, string> = { printed: 'as printed', notebook: 'as run' };
  const places: Record<string, string> = {
    notebook: "speech and song, the runs' own split",
    random: 'speech alone, random',
    speakers: 'speech alone, unheard speakers',
  };
  const rows = wanted.flatMap(({ row, table, recipe, splits }) => {
    const found = splits
      .map((split) =>
        documents.find(
          ({ setting, rows }) =>
            setting.table === table &&
            setting.recipe === recipe &&
            setting.split === split &&
            // Without the songs, as the places say.
            (split === 'notebook' || !isOfBoth(rows)) &&
            rows.some((one) => one.row === row),
        ),
      )
      .find((document) => document);
    const measured = found?.rows.find((one) => one.row === row);
    if (!found || !measured) return [];
    const place = printedPlace(measured);
    const { accuracy, paper } = measured;
    const range = accuracy.values.length > 1 ? predictionInterval(accuracy.values) : accuracy;
    return [
      [
        paper ? `${row}, ${recipes[recipe]}` : `${row}, ours`,
        places[found.setting.split],
        fixed(paper?.accuracy ?? null),
        fixed(accuracy.mean),
        `${fixed(Math.max(0, range.low))}–${fixed(Math.min(1, range.high))}`,
        place ? `${place.reached} of ${place.runs}` : '-',
      ],
    ];
  });
  return {
    kind: 'table',
    caption:
      'Accuracy on four emotions: printed (one run), ours (mean), and where one more run of ours would lie (95 %)',
    head: ['model', 'recordings', 'printed', 'ours', 'one more run', 'runs that reach it'],
    rows,
  };
}

function of(table: TableName, documents: TableDocument[]): TableDocument[] {
  return documents.filter(({ setting, rows }) => setting.table === table && rows.length > 0);
}

function tableParts(table: TableName, documents: TableDocument[]): Block[] {
  return of(table, documents).flatMap((document): Block[] => [
    { kind: 'heading', level: 3, text: tableHeading(document, documents) },
    accuracyTable(document),
    ...rowRemarks(document).map((text): Block => ({ kind: 'paragraph', text })),
    ...channelTable(document),
    ...comparisonTable(document),
    ...ensembleTable(document),
    ...commandTable(document),
  ]);
}

function classParts(document: TableDocument, documents: TableDocument[]): Block[] {
  const heading = {
    kind: 'heading' as const,
    level: 3 as const,
    text: `By emotion: ${tableHeading(document, documents)}`,
  };
  return [heading, ...document.rows.map(classTable)];
}

/** What the reference row took for what, all its trials together. */
function confusionTable({ setting, rows }: TableDocument): Block[] {
  const [row] = tables[setting.table].references.flatMap((name) => rows.find((one) => one.row === name) ?? []);
  if (!row) return [];
  const { labels, counts } = row.confusion;
  return [
    {
      kind: 'table',
      caption: `${row.row}, ${isOfBoth(rows) ? 'speech and song' : 'speech alone'}, split ${setting.split}, ${row.seeds.length} seed${row.seeds.length === 1 ? '' : 's'}: recordings by shown and answered emotion`,
      head: ['shown \\ answered', ...labels, 'recall'],
      rows: counts.map((line, i) => {
        const shown = line.reduce((sum, count) => sum + count, 0);
        return [labels[i], ...line.map(String), fixed(shown > 0 ? line[i] / shown : null)];
      }),
    },
  ];
}

/** Ours beside scikit-learn and Keras, which scripts/study/peers.py ran on the same recordings. */
function peersTable(documents: TableDocument[]): Block {
  const libraries: Record<string, string> = { MLP: 'scikit-learn', 'CNN-1D': 'Keras' };
  const [study] = of('table3', documents).filter(({ setting }) => setting.split === 'notebook');
  const rows = Object.entries(peers as Record<string, number[]>).flatMap(([name, theirs]) => {
    const ours = study?.rows.find(({ row }) => row === name)?.accuracy.values ?? [];
    if (ours.length < 2 || theirs.length < 2) return [];
    const [own, other] = [meanAndDeviation(ours), meanAndDeviation(theirs)];
    const difference = own.mean - other.mean;
    const twoErrors = 2 * Math.sqrt(own.deviation ** 2 / ours.length + other.deviation ** 2 / theirs.length);
    const shown = ({ mean, deviation }: typeof own, runs: number) => [
      `${mean.toFixed(3)}, ${deviation.toFixed(3)}`,
      String(runs),
    ];
    const sign = difference < 0 ? '-' : '+';
    return [
      [
        name,
        ...shown(own, ours.length),
        libraries[name],
        ...shown(other, theirs.length),
        `${sign}${Math.abs(difference).toFixed(3)}`,
        twoErrors.toFixed(3),
      ],
    ];
  });
  return {
    kind: 'table',
    caption: "Accuracy in the runs' own split: mean and standard deviation over initialisations",
    head: ['row', 'ours', 'runs', 'beside', 'theirs', 'runs', 'difference', 'two standard errors of it'],
    rows,
  };
}

function meanAndDeviation(values: number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/** How much of the study of steps.json is finished. */
function progressTable(documents: TableDocument[]): Block {
  const goals = new Map<string, Map<string, number>>();
  for (const {
    table,
    recipe,
    split,
    channels,
    seeds,
    rows = tableRows[table as TableName].map(({ row }) => row),
  } of steps) {
    const key = JSON.stringify([table, recipe, split, channels]);
    const goal = goals.get(key) ?? new Map<string, number>();
    for (const row of rows) {
      // What is asked together is two trainings.
      const networks = tableRows[table as TableName].find((one) => one.row === row)?.together ? 2 : 1;
      goal.set(row, Math.max(goal.get(row) ?? 0, networks * seeds * (split === 'speakers' ? 6 : 1)));
    }
    goals.set(key, goal);
  }
  return {
    kind: 'table',
    caption: 'How far the study is: trials finished (a trial is one seed, or one speaker fold of a seed)',
    head: ['table', 'recipe', 'split', 'finished'],
    rows: [...goals].map(([key, goal]) => {
      const [table, recipe, split, channels] = JSON.parse(key);
      const same = documents.filter(
        ({ setting: one, rows }) =>
          one.table === table &&
          one.recipe === recipe &&
          one.split === split &&
          (split === 'notebook' || isOfBoth(rows) === (channels === 'both')),
      );
      const finished = (name: string) =>
        Math.max(
          0,
          ...same.flatMap(({ rows }) => rows.filter(({ row }) => row === name)).map((row) => row.trials.finished),
        );
      const cells = [...goal].map(([row, trials]) => `${row}: ${finished(row)} of ${trials}`);
      return [
        tables[table as TableName].title,
        recipe,
        channels ? `${split}, speech and song` : split,
        cells.join('; '),
      ];
    }),
  };
}

/** How long the trials took. Tables share trials: rows of one training, with the same first result, count once. */
function computingTime(documents: TableDocument[]): Block {
  const longest = new Map<string, number>();
  for (const document of documents) {
    const { setting, data, rows } = document;
    for (const row of rows) {
      const { model, optimizer, learningRate, epochs, parameters, accuracy } = row;
      const seconds = ownSeconds(row, document);
      const training = [model, optimizer, learningRate, epochs, parameters, accuracy.values[0]];
      const key = JSON.stringify([setting.split, data.fingerprint, ...training]);
      longest.set(key, Math.max(longest.get(key) ?? 0, seconds));
    }
  }
  const hours = [...longest.values()].reduce((sum, seconds) => sum + seconds, 0) / 3600;
  const text = `The seconds of these trials, each counted once where tables share it, add up to ${hours.toFixed(0)} hours.`;
  return { kind: 'paragraph', text };
}

/** Whether a table is of spoken and sung recordings. */
function isOfBoth(rows: TableDocument['rows']): boolean {
  return rows.some(({ channels }) => channels);
}
