import { ablations } from './ablations/ablations.js';
import { enhanced } from './enhanced/enhanced.js';
import { spectrogramCnn } from './enhanced/spectrogram-cnn.js';
import type { Experiment } from './experiment.js';
import { table2Rows } from './table2.js';
import { cnn1d } from './table3/cnn1d.js';
import { cnn2d } from './table3/cnn2d.js';
import { mlp } from './table3/mlp.js';

/** Names of the tables, as the command line has them. */
export type TableName = 'table2' | 'table3' | 'ablations' | 'enhanced';

/** A table that the bench makes. */
export interface TableSpec {
  /** For people, such as `Table 3`. */
  title: string;
  /** What its rows are, in a few words. */
  about: string;
  rows: Experiment[];
  /** The row that the others are compared with: the paper's winner, what an ablation changes, or our own model. */
  reference: string;
}

/** Every table that the bench makes. */
export const tables: Record<TableName, TableSpec> = {
  table2: {
    title: 'Table 2',
    about: 'the CNN-2D under three optimizers and two learning rates',
    rows: table2Rows,
    reference: '2f',
  },
  table3: { title: 'Table 3', about: 'MLP, CNN-1D and CNN-2D', rows: [mlp, cnn1d, cnn2d], reference: 'CNN-2D' },
  ablations: {
    title: 'Ablations',
    about: 'the CNN-2D at 50 epochs, changed in one or two things at a time',
    rows: ablations,
    reference: 'base',
  },
  enhanced: {
    title: 'Enhanced',
    about: "the project's own CNN-2D against the paper's models",
    rows: enhanced,
    reference: spectrogramCnn.row,
  },
};
