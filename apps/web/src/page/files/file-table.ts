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
  const rows: HTMLTableRowElement[] = [];
  const heads = ['File', 'Answer', 'Category', 'Probability', 'Name says'];
  const body = create('tbody');
  const summary = byId('batch-summary', HTMLElement);
  const filter = byId('batch-filter', HTMLSelectElement);
  const find = byId('batch-find', HTMLInputElement);
  const wrongFirst = byId('batch-wrong-first', HTMLInputElement);
  byId('batch', HTMLElement).hidden = false;
  byId('batch-model', HTMLElement).textContent = `Answers of ${shortName(model.name)}`;
  byId('batch-report', HTMLElement).replaceChildren();
  byId('batch-table', HTMLTableElement).replaceChildren(
    create('thead', {}, create('tr', {}, ...heads.map((head) => create('th', { scope: 'col' }, head)))),
    body,
  );
  summary.textContent = `0 of ${total} files done.`;
  filter.value = 'all';
  find.value = '';
  // The table that is shown is this one from now on.
  filter.onchange = choose;
  find.oninput = choose;
  wrongFirst.onchange = arrange;

  function choose(): void {
    for (const [i, row] of rows.entries()) row.hidden = !isChosen(outcomes[i]);
  }

  function isChosen(outcome: FileOutcome): boolean {
    const isKind = filter.value === 'all' || filter.value === kindOf(outcome, labels);
    return isKind && outcome.name.toLowerCase().includes(find.value.toLowerCase());
  }

  /** As given, or what was misheard first, the surest of them on top. */
  function arrange(): void {
    const order = rows.map((_, i) => i);
    const rank = (i: number) => {
      const outcome = outcomes[i];
      return 'answer' in outcome && kindOf(outcome, labels) === 'wrong' ? outcome.answer.probability : -1;
    };
    if (wrongFirst.checked) order.sort((a, b) => rank(b) - rank(a));
    body.replaceChildren(...order.map((i) => rows[i]));
  }

  return {
    outcomes,
    add(outcome) {
      const index = outcomes.push(outcome) - 1;
      const open = create('button', { type: 'button' }, outcome.name);
      open.addEventListener('click', () => onOpen(index));
      const name = create('th', { scope: 'row' }, 'error' in outcome ? outcome.name : open);
      const row = create('tr', {}, name, ...cells(outcome, labels));
      row.hidden = !isChosen(outcome);
      rows.push(row);
      body.append(row);
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
      arrange();
      if (known.length > 1) byId('batch-report', HTMLElement).replaceChildren(report(known, labels));
    },
  };
}

/** What the filter of the table calls an outcome. */
function kindOf(outcome: FileOutcome, labels: readonly string[]): 'wrong' | 'right' | 'unsure' | 'failed' | 'unknown' {
  if ('error' in outcome) return 'failed';
  const { emotion, truth } = outcome.answer;
  if (!labels.includes(emotion)) return 'unsure';
  if (!truth || !labels.includes(truth)) return 'unknown';
  return emotion === truth ? 'right' : 'wrong';
}

function cells(outcome: FileOutcome, labels: readonly string[]): HTMLTableCellElement[] {
  if ('error' in outcome) return [create('td', { colspan: '4' }, outcome.error)];
  const { emotion, category, truth, probability } = outcome.answer;
  const kind = kindOf(outcome, labels);
  const told = truth && (kind === 'right' || kind === 'wrong') ? `${truth}, ${kind}` : (truth ?? '');
  return [
    create('td', {}, emotion),
    create('td', {}, category ?? ''),
    create('td', {}, share(probability)),
    create('td', {}, told),
  ];
}

function report(known: Array<Omit<Answer, 'sound'>>, labels: readonly string[]): HTMLElement {
  const part = (title: string, table: HTMLElement) =>
    create(
      'div',
      {},
      create('h3', {}, title),
      create('section', { class: 'scroll', tabindex: '0', 'aria-label': title }, table),
    );
  const answered = known.filter(({ emotion }) => labels.includes(emotion));
  const source = 'as the names of RAVDESS tell them.';
  const speakers = groupTable('speakers', `Actors, ${source}`, known, labels, ({ speaker }) => `actor ${speaker}`);
  const channels = groupTable('channels', `Spoken and sung, ${source}`, known, labels, ({ isSong }) =>
    isSong ? 'sung' : 'spoken',
  );
  return create(
    'div',
    { class: 'reports' },
    ...(answered.length > 0 ? [part('Confusion matrix', matrixOf(answered, labels))] : []),
    ...(answered.length > 0 ? [part('Report', reportOf(answered, labels))] : []),
    ...(channels ? [part('Speech and song', channels)] : []),
    ...(speakers ? [part('By speaker', speakers)] : []),
  );
}

function matrixOf(answered: Array<Omit<Answer, 'sound'>>, labels: readonly string[]): HTMLElement {
  const yTrue = answered.map(({ truth }) => truth as string);
  const yPred = answered.map(({ emotion }) => emotion);
  const { matrix } = confusionMatrix(yTrue, yPred, { labels });
  return create(
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
}

function reportOf(answered: Array<Omit<Answer, 'sound'>>, labels: readonly string[]): HTMLElement {
  const yTrue = answered.map(({ truth }) => truth as string);
  const yPred = answered.map(({ emotion }) => emotion);
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
  return create(
    'table',
    { id: 'report' },
    create('caption', {}, 'As scikit-learn reports it; what would be a division by zero counts 0.'),
    headRow(['', 'precision', 'recall', 'F1', 'files']),
    create(
      'tbody',
      {},
      ...classes.map(({ name, precision, recall, f1, support }) => line(name, [precision, recall, f1], support)),
      line('accuracy', [undefined, undefined, accuracy], answered.length),
      line('macro average', [macro.precision, macro.recall, macro.f1], answered.length),
      line('weighted average', [weighted.precision, weighted.recall, weighted.f1], answered.length),
    ),
  );
}

/**
 * How many are right of each group, and of how many the model says nothing; nothing where there is one group only.
 *
 * @param groupOf The name of an answer's group.
 */
function groupTable(
  id: string,
  caption: string,
  known: Array<Omit<Answer, 'sound'>>,
  labels: readonly string[],
  groupOf: (answer: Omit<Answer, 'sound'>) => string,
): HTMLElement | undefined {
  const collator = new Intl.Collator('en', { numeric: true });
  const groups = [...new Set(known.map(groupOf))].sort(collator.compare);
  if (groups.length < 2) return undefined;
  const rows = groups.map((group) => {
    const own = known.filter((answer) => groupOf(answer) === group);
    const answered = own.filter(({ emotion }) => labels.includes(emotion));
    const right = answered.filter(({ truth, emotion }) => truth === emotion).length;
    const counts = [right, answered.length - right, own.length - answered.length].map(String);
    const cells = [...counts, answered.length > 0 ? share(right / answered.length) : '–'];
    const name = create('th', { scope: 'row' }, group);
    return create('tr', {}, name, ...cells.map((cell) => create('td', { class: 'number' }, cell)));
  });
  return create(
    'table',
    { id },
    create('caption', {}, `${caption} The share is that of right and wrong alone.`),
    headRow(['', 'right', 'wrong', 'not sure, or no voice', 'share']),
    create('tbody', {}, ...rows),
  );
}

function headRow(heads: readonly string[]): HTMLElement {
  return create(
    'thead',
    {},
    create('tr', {}, ...heads.map((head) => create(head ? 'th' : 'td', head ? { scope: 'col' } : {}, head))),
  );
}
