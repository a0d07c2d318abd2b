import { classificationReport, confusionMatrix } from '@aver/metrics';
import type { Answer, ModelInfo } from '../../worker/calls.js';
import { byId, create, share } from '../elements.js';
import { shortName } from '../model/model-panel.js';

/** What became of one of several files. */
export type FileOutcome = { name: string; answer: Omit<Answer, 'sound'> } | { name: string; error: string };

/** The table of several files, and, where names carry the truth, how many answers are right. */
export interface FileTable {
  /** What was added, in order. */
  readonly outcomes: readonly FileOutcome[];
  add(outcome: FileOutcome): void;
  /** No more files come: sums up. */
  finish(): void;
}

/**
 * @param model Whose answers they are.
 * @param onOpen Called with the number of the file that the reader wants to see.
 */
export function startFileTable(total: number, model: ModelInfo, onOpen: (index: number) => void): FileTable {
  const { labels } = model.card;
  const outcomes: FileOutcome[] = [];
  const heads = ['File', 'Answer', 'Category', 'Probability', 'Name says'];
  const body = create('tbody');
  const summary = byId('batch-summary', HTMLElement);
  byId('batch', HTMLElement).hidden = false;
  byId('batch-model', HTMLElement).textContent = `Answers of ${shortName(model.name)}`;
  byId('batch-report', HTMLElement).replaceChildren();
  byId('batch-table', HTMLTableElement).replaceChildren(
    create('thead', {}, create('tr', {}, ...heads.map((head) => create('th', { scope: 'col' }, head)))),
    body,
  );
  summary.textContent = `0 of ${total} files done.`;

  return {
    outcomes,
    add(outcome) {
      const index = outcomes.push(outcome) - 1;
      const open = create('button', { type: 'button' }, outcome.name);
      open.addEventListener('click', () => onOpen(index));
      const name = create('th', { scope: 'row' }, 'error' in outcome ? outcome.name : open);
      body.append(create('tr', {}, name, ...cells(outcome)));
      summary.textContent = `${outcomes.length} of ${total} files done.`;
    },

    finish() {
      const answers = outcomes.flatMap((outcome) => ('answer' in outcome ? [outcome.answer] : []));
      const known = answers.filter(({ truth }) => truth && labels.includes(truth));
      const unsure = answers.filter(({ emotion }) => !labels.includes(emotion)).length;
      const right = known.filter(({ truth, emotion }) => truth === emotion).length;
      const parts = [`${answers.length} of ${total} files answered.`];
      if (outcomes.length < total) parts.push('Stopped before the end.');
      if (known.length > 0) parts.push(`${right} of ${known.length} whose names tell the emotion are right.`);
      const strangers = answers.filter(({ truth }) => truth && !labels.includes(truth)).length;
      if (strangers > 0) parts.push(`${strangers} show an emotion that this model does not know, and are not counted.`);
      if (unsure > 0) parts.push(`${unsure} without a voice, or not sure: these are not in the table below.`);
      summary.textContent = parts.join(' ');
      if (known.length > 1) byId('batch-report', HTMLElement).replaceChildren(report(known, labels));
    },
  };
}

function cells(outcome: FileOutcome): HTMLTableCellElement[] {
  if ('error' in outcome) return [create('td', { colspan: '4' }, outcome.error)];
  const { emotion, category, truth, probability } = outcome.answer;
  const told = truth ? `${truth}${truth === emotion ? ', right' : ', wrong'}` : '';
  return [
    create('td', {}, emotion),
    create('td', {}, category ?? ''),
    create('td', {}, share(probability)),
    create('td', {}, told),
  ];
}

function report(known: Array<Omit<Answer, 'sound'>>, labels: readonly string[]): HTMLElement {
  const answered = known.filter(({ emotion }) => labels.includes(emotion));
  const yTrue = answered.map(({ truth }) => truth as string);
  const yPred = answered.map(({ emotion }) => emotion);
  const { matrix } = confusionMatrix(yTrue, yPred, { labels });
  const matrixTable = create(
    'table',
    { class: 'matrix', id: 'confusion' },
    create('caption', {}, 'Rows: what the name says. Columns: the answer.'),
    headRow(['', ...labels]),
    create(
      'tbody',
      {},
      ...matrix.map((row, i) =>
        create(
          'tr',
          {},
          create('th', { scope: 'row' }, labels[i]),
          ...row.map((count) => create('td', {}, String(count))),
        ),
      ),
    ),
  );

  const { classes, accuracy, macro, weighted } = classificationReport(yTrue, yPred, {
    labels,
    zeroDivision: 0,
  });
  const line = (name: string, values: Array<number | undefined>, support: number) =>
    create(
      'tr',
      {},
      create('th', { scope: 'row' }, name),
      ...values.map((value) => create('td', { class: 'number' }, value?.toFixed(2) ?? '')),
      create('td', { class: 'number' }, String(support)),
    );
  const reportTable = create(
    'table',
    { id: 'report' },
    create('caption', {}, 'As scikit-learn reports it; what would be a division by zero counts 0.'),
    headRow(['', 'precision', 'recall', 'F1', 'files']),
    create(
      'tbody',
      {},
      ...classes.map(({ name, precision, recall, f1, support }) => line(name, [precision, recall, f1], support)),
      line('accuracy', [undefined, undefined, accuracy], known.length),
      line('macro average', [macro.precision, macro.recall, macro.f1], known.length),
      line('weighted average', [weighted.precision, weighted.recall, weighted.f1], known.length),
    ),
  );
  const part = (title: string, table: HTMLElement) =>
    create(
      'div',
      {},
      create('h3', {}, title),
      create('section', { class: 'scroll', tabindex: '0', 'aria-label': title }, table),
    );
  return create('div', { class: 'reports' }, part('Confusion matrix', matrixTable), part('Report', reportTable));
}

function headRow(heads: readonly string[]): HTMLElement {
  return create(
    'thead',
    {},
    create('tr', {}, ...heads.map((head) => create(head ? 'th' : 'td', head ? { scope: 'col' } : {}, head))),
  );
}
