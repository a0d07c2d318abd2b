import type { BackendName } from '@aver/backend';
import type { CorpusId } from '../compute/corpus-of.js';
import type { TestedSplit } from '../compute/trial.js';
import type { Choice } from '../inputs/data-source.js';
import type { TableName } from './tables.js';

/** Which reading of the paper: its hyperparameters as printed, or as the public notebooks ran them. */
export type RecipeName = 'printed' | 'notebook';

/**
 * How a table is made, apart from its recordings and the number of seeds: one object, carried whole from the command
 * line through plan, record and document. Rows with the same setting and the same recordings are rows of one table.
 */
export interface TableSetting {
  table: TableName;
  recipe: RecipeName;
  /** `quick`: few epochs, to see that everything works. `paper`: the recipe's own epochs. */
  profile: 'quick' | 'paper';
  split: TestedSplit['kind'];
  /** Share of the recordings that a random split tests; absent: 210 of 672. */
  testFraction?: number;
  /** Into how many folds speakers or statements are divided; absent: as `countFolds` says. */
  folds?: number;
  /** Epochs in place of the profile's. */
  epochs?: number;
  /** The classes, in the order of the models' outputs. */
  emotions: string[];
  /** Labels that are learned, too, and neither tested nor answered. */
  auxiliary?: Choice['auxiliary'];
  /** How the recordings are named. */
  corpus: CorpusId;
  /** Speech or song alone; absent: what is there. */
  channels?: Choice['channels'];
  /** Of which kind of recording the sound is; absent: of those of sound alone. */
  modality?: Choice['modality'];
  /** What labels of the files are called, where it is not what the files call them. */
  labels?: Choice['labels'];
  /** The backend that computes. */
  backend: BackendName;
}
