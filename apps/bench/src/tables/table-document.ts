import type { LeftOut } from '../data/data-source.js';
import type { TableRow } from './summarize-row.js';

/** What `--json` prints of a table. */
export interface TableDocument {
  table: string;
  data: {
    name: string;
    recordings: number;
    /** Recordings in the training and the test part (of the first fold, where speakers are kept apart). */
    train: number;
    test: number;
    leftOut: LeftOut[];
  };
  recipe: string;
  profile: string;
  split: string;
  /** How many seeds: 0, 1, ... */
  seeds: number;
  rows: TableRow[];
  /** How the backend describes itself. */
  backend: string;
  /** The folder that holds every trial's result. */
  results: string;
  /** The command that makes the same table again. */
  command: string;
}
