import type { PublishedReport } from './published-report.js';

/** A table of the paper as printed. */
export interface PaperTable {
  /** '2a' to '2f', or '3' with its row. */
  table: string;
  /** What the row is of. */
  title: string;
  /** The accuracy printed beside the report; in 2b and 2d it is cut off (157 / 210 = 0.7476), not rounded. */
  accuracy: string;
  /** The printed report, for auditReport. */
  report: PublishedReport;
}

const classes = (...rows: string[]): PublishedReport['classes'] =>
  rows.map((row, i) => {
    const [precision, recall, f1] = row.split(' ');
    return { name: ['happy', 'sad', 'angry', 'neutral'][i], precision, recall, f1, support: [54, 61, 60, 35][i] };
  });

const averages = (row: string) => {
  const [precision, recall, f1] = row.split(' ').map((cell) => (cell === '-' ? null : cell));
  return { precision, recall, f1 };
};

/**
 * Tables 2a to 2f (CNN-2D, three optimizers at two learning rates) and the rows of Table 3 (three models) as printed,
 * for {@link auditReport}. Table 3 prints no classes, and 325 test samples where Tables 2 have 210.
 *
 * @see An Enhanced CNN-2D for Audio-Visual Emotion Recognition (AVER) Using ADAM Optimizer, 2021, Tables 2 and 3
 */
export const paperTables: readonly PaperTable[] = [
  {
    table: '2a',
    title: 'AdaGrad, learning rate 0.001',
    accuracy: '0.70',
    report: {
      classes: classes('0.61 0.83 0.70', '0.66 0.57 0.65', '0.82 0.75 0.78', '0.65 0.63 0.64'),
      macro: averages('0.70 0.70 0.69'),
      weighted: averages('0.71 0.70 0.70'),
    },
  },
  {
    table: '2b',
    title: 'RMSProp, learning rate 0.001',
    accuracy: '0.74',
    report: { classes: classes('0.71 0.72 0.72', '0.79 0.67 0.73', '0.78 0.93 0.85', '0.68 0.60 0.64') },
  },
  {
    table: '2c',
    title: 'Adam, learning rate 0.001',
    accuracy: '0.76',
    report: { classes: classes('0.74 0.74 0.74', '0.75 0.80 0.78', '0.92 0.78 0.85', '0.60 0.69 0.64') },
  },
  {
    table: '2d',
    title: 'AdaGrad, learning rate 0.005',
    accuracy: '0.79',
    report: { classes: classes('0.77 0.85 0.81', '0.80 0.84 0.82', '0.87 0.80 0.83', '0.71 0.63 0.67') },
  },
  {
    table: '2e',
    title: 'RMSProp, learning rate 0.005',
    accuracy: '0.82',
    report: { classes: classes('0.84 0.78 0.81', '0.85 0.85 0.85', '0.84 0.87 0.85', '0.70 0.74 0.72') },
  },
  {
    table: '2f',
    title: 'Adam, learning rate 0.005',
    accuracy: '0.89',
    report: { classes: classes('0.89 0.83 0.86', '0.90 0.90 0.90', '0.89 0.93 0.90', '0.75 0.79 0.77') },
  },
  {
    table: '3',
    title: 'MLP',
    accuracy: '0.79',
    report: { classes: [], accuracy: '0.79', macro: averages('0.73 0.79 0.80'), weighted: averages('0.80 0.79 0.78') },
  },
  {
    table: '3',
    title: 'CNN-1D',
    accuracy: '0.83',
    report: { classes: [], accuracy: '0.83', macro: averages('- 0.82 0.82'), weighted: averages('0.83 0.83 0.83') },
  },
  {
    table: '3',
    title: 'CNN-2D',
    accuracy: '0.89',
    report: { classes: [], accuracy: '0.89', macro: averages('- 0.88 0.86'), weighted: averages('- 0.89 0.89') },
  },
];
