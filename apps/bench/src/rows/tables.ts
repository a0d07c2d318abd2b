import type { RecipeName } from './table-setting.js';

/** A table that the bench makes, as far as nothing must be loaded to know it; its rows are in table-rows.ts. */
export interface TableSpec {
  /** For people, such as `Table 3`. */
  title: string;
  /** What its rows are, in a few words. */
  about: string;
  /**
   * The row that the others are compared with: the paper's winner, what an ablation changes, or our own model; of several
   * the first of which there are results.
   */
  references: readonly string[];
  /** The recipe where none is asked for. */
  recipe: RecipeName;
}

/** Every table that the bench makes, by the name of its command; `experiment` is what `run` makes. */
export const tables = {
  table3: { title: 'Table 3', about: 'MLP, CNN-1D and CNN-2D', references: ['CNN-2D'], recipe: 'printed' },
  table2: {
    title: 'Table 2',
    about: 'the CNN-2D under three optimizers and two learning rates',
    references: ['2f'],
    recipe: 'printed',
  },
  ablations: {
    title: 'Ablations',
    about: 'the CNN-2D at 50 epochs, changed in one or two things at a time: what explains the gap to the paper',
    references: ['base'],
    recipe: 'notebook',
  },
  enhanced: {
    title: 'Enhanced',
    about: "the project's own networks against the paper's models (either recipe gives the same)",
    references: ['CNN + voice network', 'Voice network', 'Spectrogram CNN'],
    recipe: 'notebook',
  },
  experiment: { title: 'Experiment', about: 'of your own', references: [], recipe: 'printed' },
} as const satisfies Record<string, TableSpec>;

/** Names of the tables, as the command line has them. */
export type TableName = keyof typeof tables;
