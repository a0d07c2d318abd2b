import { printedPlace } from '../../tables/printed-place.js';
import type { TableDocument } from '../../tables/table-document.js';
import { fixed } from '../../tables/words.js';
import { bestRow, type LabelledRow, labelledRows } from './row-labels.js';

/** Which recordings a split tests, for the reader of one sentence. */
const tested = {
  ...{ random: 'that were kept apart at random', notebook: "in the split of the paper's runs" },
  ...{ speakers: 'of speakers whom it never heard', statements: 'of a sentence that it never heard' },
  corpus: 'of a corpus that it never heard',
};

/** What came of a run, in a sentence or a few: printed numbers that hold, the best row, what learned nothing. */
export function verdictText(documents: TableDocument[]): string {
  const rows = labelledRows(documents);
  const best = bestRow(rows);
  if (!best) return 'No trial is finished yet.';
  const isSynthetic = documents.every(({ data }) => data.name === 'synthetic');
  return [
    ...(isSynthetic ? ['Made-up voices, to see that everything runs: nothing here is about people.'] : []),
    ...printedText(rows),
    bestText(best, rows.length),
    ...nothingText(rows),
  ].join(' ');
}

function printedText(rows: LabelledRow[]): string[] {
  const placed = rows.flatMap(({ label, row }) => {
    const place = printedPlace(row);
    return place && row.paper ? [{ label, printed: row.paper.accuracy, ours: row.accuracy.mean, ...place }] : [];
  });
  if (placed.length === 0) return [];
  const inside = placed.filter(({ lies }) => lies === 'inside').length;
  // Of many, the page has a table.
  const outside = placed.length > 3 ? [] : placed.filter(({ lies }) => lies !== 'inside');
  return [
    `${inside} of the ${placed.length} printed accuracies, as tried here, ${inside === 1 ? 'lies' : 'lie'} where one more run of ours would (95 %).`,
    ...outside.map(
      ({ label, printed, ours, reached, runs }) =>
        `${label} does not: ${fixed(printed)} in print, ${fixed(ours)} here, and ${reached} of ${runs} runs reach it.`,
    ),
  ];
}

function bestText({ label, row, document }: LabelledRow, count: number): string {
  const { accuracy, classes } = row;
  const supports = classes.map(({ support }) => support);
  const constant = Math.max(...supports) / supports.reduce((sum, support) => sum + support, 0);
  return (
    `${label} ${count > 1 ? 'does best: it ' : ''}tells ${fixed(accuracy.mean)} of the recordings right ` +
    `(95 %: ${fixed(accuracy.low)} to ${fixed(accuracy.high)}) ${tested[document.setting.split]}; ` +
    `the same answer for all would get ${fixed(constant)}.`
  );
}

/** Rows that learned nothing in most of their trials. */
function nothingText(rows: LabelledRow[]): string[] {
  const nothing = rows.filter(({ row }) => 2 * row.oneAnswer > row.trials.finished);
  if (nothing.length === 0) return [];
  const labels = nothing.map(({ label }) => label);
  return [`${labels.join('; ')} learned nothing here: one answer for all.`];
}
