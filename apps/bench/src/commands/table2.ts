import { table2Rows } from '../experiments/table2.js';
import { makeTable } from './make-table.js';
import { printTable } from './print-table.js';
import type { TableOptions } from './table-options.js';

/** `aver-bench table2`: one model, three optimizers, two learning rates. */
export async function table2(options: TableOptions): Promise<void> {
  await printTable(await makeTable('table2', table2Rows, options), options);
}
