import { cnn1d } from '../experiments/table3/cnn1d.js';
import { cnn2d } from '../experiments/table3/cnn2d.js';
import { mlp } from '../experiments/table3/mlp.js';
import { makeTable } from './make-table.js';
import { printTable } from './print-table.js';
import type { TableOptions } from './table-options.js';

/** `aver-bench table3`: the three models. */
export async function table3(options: TableOptions): Promise<void> {
  await printTable(await makeTable('table3', [mlp, cnn1d, cnn2d], options), options);
}
