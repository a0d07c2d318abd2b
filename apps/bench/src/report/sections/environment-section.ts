import type { TableDocument } from '../../tables/table-document.js';
import type { Block, TableBlock } from '../blocks/block.js';
import { tableHeading } from './table-section.js';

/** With which versions, on which backend and machine each row was computed. */
export function environmentSection(documents: TableDocument[]): Block[] {
  const table = environmentTable(documents);
  if (table.rows.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'How this was computed' },
    {
      kind: 'paragraph',
      text:
        'The same command on the same backend gives the same predictions: every seed is written in the trials. Each ' +
        'table names the command of each of its rows.',
    },
    { kind: 'folded', title: 'Versions and machine of each row', blocks: [table] },
  ];
}

/** One line for each row. */
export function environmentTable(documents: TableDocument[]): TableBlock {
  return {
    kind: 'table',
    caption: 'Versions and machine',
    head: ['row', 'table', 'aver-bench', 'backend', 'TensorFlow.js', 'Node.js', 'processor', 'seconds'],
    rows: documents.flatMap((document) =>
      document.rows.map(({ row, build, environment, seconds }) => [
        row,
        tableHeading(document, documents),
        build,
        environment.backend,
        environment.tfjs,
        environment.node,
        environment.processor,
        String(Math.round(seconds)),
      ]),
    ),
  };
}
