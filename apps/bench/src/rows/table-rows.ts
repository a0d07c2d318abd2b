import { CommandError } from '../terminal/command-error.js';
import { ablations } from './ablations/ablations.js';
import { enhanced } from './enhanced/enhanced.js';
import type { RowSpec } from './row-spec.js';
import { table2 } from './table2.js';
import { cnn1d } from './table3/cnn1d.js';
import { cnn2d } from './table3/cnn2d.js';
import { mlp } from './table3/mlp.js';
import type { TableName } from './tables.js';

/** The rows of every table, in their order; those of experiments are in their files. */
export const tableRows: Record<TableName, RowSpec[]> = {
  ...{ table2, table3: [mlp, cnn1d, cnn2d], ablations, enhanced },
  experiment: [],
};

/**
 * The rows asked for, or all, in the table's order.
 *
 * @param wanted Names of rows; absent: all.
 * @throws CommandError when the table has no row of that name.
 */
export function chooseRows(table: TableName, wanted: string[] | undefined): RowSpec[] {
  const rows = tableRows[table];
  const unknown = wanted?.find((one) => !rows.some(({ row }) => row === one));
  if (unknown !== undefined) {
    throw new CommandError(`--rows: expected some of ${rows.map(({ row }) => row).join('; ')}; received ${unknown}`, 2);
  }
  return wanted ? rows.filter(({ row }) => wanted.includes(row)) : rows;
}
