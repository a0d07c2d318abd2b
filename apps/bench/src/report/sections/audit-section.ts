import { auditReport, paperTables } from '@aver/metrics';
import type { Block, TableBlock } from '../blocks/block.js';

/** What arithmetic alone says of the paper's tables. */
export function auditSection(): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'What arithmetic says of the printed tables' },
    {
      kind: 'paragraph',
      text:
        'A printed report is possible if there are whole numbers of right answers and predictions that round to every ' +
        'cell. `aver-bench audit` looks for them; it needs no recordings.',
    },
    auditTable(),
  ];
}

/** One line for each printed table. */
export function auditTable(): TableBlock {
  return {
    kind: 'table',
    caption: 'Are the printed tables possible? (`aver-bench audit`)',
    head: ['table', 'title', 'printed accuracy', 'possible', 'right answers', 'what contradicts'],
    rows: paperTables.map(({ table, title, accuracy, report }) => {
      const { possible, samples, totals, contradictions, misprints } = auditReport(report);
      const cells = contradictions.map(({ cell, printed, reason }) => `${cell} ${printed}: ${reason}`).join('; ');
      const sets = misprints
        .map((set) => set.map(({ cell, printed, fits }) => `${cell} ${printed} (say ${fits})`).join(' and '))
        .join(', or ');
      return [
        table,
        title,
        accuracy,
        possible ? 'yes' : 'no',
        possible && totals.length > 0 ? `${totals.join(', ')} of ${samples}` : '-',
        possible ? '-' : `${cells}.${sets ? ` Possible if misprinted: ${sets}.` : ''}`,
      ];
    }),
  };
}
