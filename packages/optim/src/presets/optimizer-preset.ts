import type { OptimizerSpec } from '../optimizer-spec.js';

/** The optimizer of one row of one of the paper's tables, and how we know it. */
export interface OptimizerPreset {
  /** 2: optimizers and learning rates on the CNN-2D; 3: the three models. */
  table: 2 | 3;
  /** The row: `a` to `f` in Table 2, the model's name in Table 3. */
  row: string;
  /** `paper`: as printed. `notebook`: as the public notebook run with the row's digits had it. */
  source: 'paper' | 'notebook';
  spec: OptimizerSpec;
  /** What is printed or run there, and what had to be supplied. */
  note: string;
}
