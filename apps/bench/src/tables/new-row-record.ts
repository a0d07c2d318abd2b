import { dataArgument, type PlannedOptions, tableCommand } from '../commands/table-command.js';
import { build } from '../compute/build.js';
import type { Data, DataSource } from '../inputs/data-source.js';
import type { PreparedInputs } from '../inputs/prepare-inputs.js';
import type { TableName } from '../rows/tables.js';
import type { TrialRequest } from '../runs/executor.js';
import type { RowRecord } from './row-record.js';

/** What is left of a row of a table before it is trained: which trials make it, and how to run them again. */
export function rowRecord(made: {
  table: TableName;
  row: string;
  options: PlannedOptions;
  source: DataSource;
  data: Data;
  inputs: PreparedInputs;
  requests: TrialRequest[];
}): RowRecord {
  const { table, row, options, source, data, inputs, requests } = made;
  const { recipe, profile, split, testFraction, epochs, emotions, backend } = options;
  return {
    table,
    row,
    recipe,
    profile,
    split,
    testFraction,
    epochs,
    emotions,
    data: {
      name: data.name,
      corpus: data.corpus,
      chosenBy: source.chosenBy,
      fingerprint: inputs.fingerprint,
      recordings: inputs.names.length,
      duplicates: inputs.duplicates,
      leftOut: inputs.leftOut,
    },
    backend,
    build,
    trials: requests.map(({ key }) => key),
    command: tableCommand(table, dataArgument(source), { ...options, rows: [row] }),
  };
}
