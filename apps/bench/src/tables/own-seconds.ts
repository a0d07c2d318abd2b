import { tableRows } from '../rows/table-rows.js';
import type { TableDocument, TableRow } from './table-document.js';

/**
 * How long the trials of a row took, in seconds, without those that another row of the table tells, too: a row that asks two
 * networks together has none but theirs.
 */
export function ownSeconds({ row, seconds }: TableRow, { setting, rows }: TableDocument): number {
  const specs = tableRows[setting.table];
  const spec = specs.find((one) => one.row === row);
  if (!spec?.together) return seconds;
  const shared = specs.filter((one) => one === spec.together || (one !== spec && one.recipes === spec.recipes));
  const told = rows.filter((one) => shared.some((other) => other.row === one.row));
  return Math.max(0, seconds - told.reduce((sum, one) => sum + one.seconds, 0));
}
