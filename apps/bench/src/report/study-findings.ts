import study from '../../../../docs/results/table3-notebook-notebook-wasm.json' with { type: 'json' };
import { type PrintedPlace, printedPlace } from '../tables/printed-place.js';
import type { TableDocument } from '../tables/table-document.js';

/** A row of Table 3 on the paper's own data, as the committed study has it. */
export interface StudyFinding extends Omit<PrintedPlace, 'oneMoreRun'> {
  row: string;
  printed: number;
  mean: number;
  oneMoreRun: { low: number; high: number };
}

/** What the committed study found in the split of the paper's runs, for whoever has no recordings. */
export const studyFindings: StudyFinding[] = (study as unknown as TableDocument).rows.flatMap((row) => {
  const place = printedPlace(row);
  if (!place?.oneMoreRun || !row.paper) return [];
  const { oneMoreRun, ...rest } = place;
  return [{ row: row.row, printed: row.paper.accuracy, mean: row.accuracy.mean, oneMoreRun, ...rest }];
});
