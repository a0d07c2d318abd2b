/**
 * Reads and writes what tables leave, and shows it: for the study's docs.
 *
 * @module @aver/bench/report
 */

export type { Block } from './report/blocks/block.js';
export { blocksToMarkdown } from './report/blocks/blocks-to-markdown.js';
export { loadRun, type Run, type RunTable } from './report/load-run.js';
export { auditTable } from './report/sections/audit-section.js';
export { differencesTable } from './report/sections/differences-section.js';
export { environmentTable } from './report/sections/environment-section.js';
export { summaryTable } from './report/sections/summary-section.js';
export {
  accuracyTable,
  channelTable,
  classTable,
  commandTable,
  comparisonTable,
  ensembleTable,
  tableHeading,
} from './report/sections/table-section.js';
export { tableRows } from './rows/table-rows.js';
export type { RecipeName, TableSetting } from './rows/table-setting.js';
export { type TableName, tables } from './rows/tables.js';
export { ownSeconds } from './tables/own-seconds.js';
export { type PrintedPlace, printedPlace } from './tables/printed-place.js';
export { readResultFiles, writeResultFiles } from './tables/result-files.js';
export type { TableDocument, TableRow } from './tables/table-document.js';
export { notComparable, rowRemarks } from './tables/table-title.js';
export { fixed } from './tables/words.js';
