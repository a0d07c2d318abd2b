import { isBaseline } from '../../compute/baseline.js';
import { CommandError } from '../../terminal/command-error.js';
import { tableRows } from '../table-rows.js';
import type { RecipeName } from '../table-setting.js';

/**
 * A built-in row as an experiment: the file to start from. Of several rows of a name, as the MLP of table3 and of
 * enhanced, the paper's comes first.
 *
 * @throws CommandError when no table has such a row.
 */
export function experimentOfRow(row: string, recipe: RecipeName): Record<string, unknown> {
  const { table3, table2, enhanced, ablations } = tableRows;
  // An experiment has one network.
  const all = [...table3, ...table2, ...enhanced, ...ablations].filter(({ together }) => !together);
  const found = all.find((one) => one.row === row);
  if (!found) {
    const names = [...new Set(all.map((one) => one.row))];
    throw new CommandError(`--print: expected one of ${names.join('; ')}; received ${row}`, 2);
  }
  const { training, quickEpochs: _, ...rest } = found.recipes[recipe];
  const network = isBaseline(rest.model) ? {} : training;
  return { name: row, data: 'synthetic', split: { kind: 'random' }, seeds: 3, ...rest, ...network };
}
