import { paperEmotions } from '@aver/ravdess';
import { group } from 'd3-array';
import { corpusOf } from '../compute/corpus-of.js';
import { tables } from '../rows/tables.js';
import type { TableDocument } from './table-document.js';

/** What a table is of, in one line. */
export function tableTitle({ setting, data }: TableDocument): string {
  const { table, corpus: name, split, recipe, profile, epochs, emotions, auxiliary } = setting;
  const parts: Partial<Record<typeof split, string>> = { speakers: 'speaker', statements: 'statement' };
  const folds = parts[split] ? ` in the first of the ${parts[split]} folds` : '';
  const corpus = name === 'ravdess' ? '' : ` (${corpusOf(name, emotions).title})`;
  const how =
    table === 'experiment' ? '' : `recipe ${recipe}, profile ${profile}${epochs ? ` at ${epochs} epochs` : ''}, `;
  const classes = emotions.join() === paperEmotions.join() ? '' : `; emotions ${emotions.join(', ')}`;
  const beside = auxiliary ? `; learned beside them: ${auxiliary.join(', ')}` : '';
  return (
    `${tables[table].title} on ${data.name}${corpus}: ${data.recordings} recordings, ${data.train} to train, ` +
    `${data.test} to test${folds}; ${how}` +
    `split ${split}${classes}${beside}`
  );
}

/** What the 95 % intervals of a table are; where they differ, which rows have which: one seed has another than several. */
export function intervalText({ rows }: Pick<TableDocument, 'rows'>): string {
  const kinds = group(rows, ({ accuracy }) => accuracy.interval);
  if (kinds.size === 1) return rows[0].accuracy.interval;
  return [...kinds].map(([kind, some]) => `${some.map(({ row }) => row).join(', ')}: ${kind}`).join('; ');
}

/** What a reader must know before believing a number. */
export function tableRemarks(table: TableDocument): string[] {
  const { data } = table;
  const lines = rowRemarks(table);
  if (data.duplicates.length > 0) {
    const groups = data.duplicates.map((names) => names.join(' = ')).join('; ');
    lines.push(`The same sound under several names, which a random split keeps together: ${groups}.`);
  }
  if (data.leftOut.length > 0)
    lines.push(`Left out: ${data.leftOut.map(({ name, reason }) => `${name} (${reason})`).join('; ')}.`);
  return lines;
}

/** What a reader must know of single rows. */
export function rowRemarks({ rows, unfinished }: Pick<TableDocument, 'rows' | 'unfinished'>): string[] {
  const lines: string[] = [];
  for (const { row, trials, diverged, oneAnswer, leaking } of rows) {
    if (trials.finished < trials.planned)
      lines.push(`${row}: ${trials.finished} of ${trials.planned} trials are finished.`);
    if (diverged > 0) lines.push(`${row}: the training loss stopped being a number in ${diverged} trials.`);
    if (oneAnswer > 0)
      lines.push(`${row}: in ${oneAnswer} of ${trials.finished} trials every test recording gets the same answer.`);
    if (leaking > 0)
      lines.push(`${row}: ${leaking} trials were tested on sounds that they had trained on under other names.`);
  }
  for (const row of unfinished) lines.push(`${row}: no trial is finished.`);
  return lines;
}

/** That a table says nothing of the paper, and why; nothing where it does, or nobody would think so. */
export function comparability(table: TableDocument): string[] {
  const reason = table.setting.table === 'experiment' ? undefined : notComparable(table);
  return reason === undefined ? [] : [`Not comparable with the paper: ${reason}.`];
}

/** Why a table says nothing of the paper; undefined where it does. */
export function notComparable({ setting, data }: TableDocument): string | undefined {
  const { table, corpus, profile, epochs, emotions, auxiliary } = setting;
  if (table === 'experiment') return 'the experiment is one of your own';
  if (corpus !== 'ravdess') return `the recordings are those of ${corpusOf(corpus, emotions).title}, not of RAVDESS`;
  if (data.name === 'synthetic') return 'the recordings are synthetic, these numbers only show that everything works';
  if (emotions.join() !== paperEmotions.join()) return 'the classes are others than the four of the paper';
  if (auxiliary) return 'the models learned from more than the four classes of the paper';
  if (epochs !== undefined) return `the number of epochs was set to ${epochs}`;
  if (profile === 'quick') return 'the quick profile trains for a few epochs, to see that everything works';
  return undefined;
}
