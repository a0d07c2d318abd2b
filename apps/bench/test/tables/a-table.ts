import type { CorpusEmotion } from '@aver/ravdess';
import type { TrialResult } from '../../src/compute/trial-result.js';
import type { TableSetting } from '../../src/rows/table-setting.js';
import type { TableName } from '../../src/rows/tables.js';
import type { RowRecord } from '../../src/tables/row-record.js';
import { type TableDocument, tableDocument } from '../../src/tables/table-document.js';
import { aResult } from '../a-result.js';

const paperFour: CorpusEmotion[] = ['happy', 'sad', 'angry', 'neutral'];

/** The record of a made-up row. */
export function aRecord(
  row: string,
  trials: string[],
  { setting, ...more }: Omit<Partial<RowRecord>, 'setting'> & { setting?: Partial<TableSetting> } = {},
): RowRecord {
  return {
    setting: {
      ...{ table: 'table3', recipe: 'printed', profile: 'paper', split: 'random' },
      ...{ emotions: paperFour, corpus: 'ravdess', backend: 'cpu' },
      ...setting,
    },
    row,
    data: {
      name: 'Audio.zip',
      chosenBy: '--data',
      fingerprint: 'f',
      recordings: 12,
      duplicates: [],
      leftOut: [],
    },
    build: '1.0.0-abc',
    trials,
    command: `aver-bench table3 --data ../far/away/Audio.zip --rows ${row} --seeds ${trials.length}`,
    ...more,
  };
}

/** A made-up table: for each row the results that are there, and how many trials were asked for. */
export function aTable(
  rows: Record<string, TrialResult[]>,
  { planned, table = 'table3' as TableName }: { planned?: number; table?: TableName } = {},
): TableDocument {
  const results = new Map(Object.entries(rows).flatMap(([row, all]) => all.map((one, i) => [`${row}${i}`, one])));
  const records = Object.entries(rows).map(([row, all]) =>
    aRecord(
      row,
      Array.from({ length: planned ?? all.length }, (_, i) => `${row}${i}`),
      { setting: { table } },
    ),
  );
  return tableDocument(records, (key) => results.get(key));
}

/** Results of seeds 0, 1, ...: hundred recordings of which the given numbers are told right. */
export function results(...right: number[]): TrialResult[] {
  const yTrue = Array.from({ length: 100 }, (_, i) => (['happy', 'sad', 'angry', 'neutral'] as const)[i % 4]);
  return right.map((count, seed) =>
    aResult({ seed, yTrue, yPred: yTrue.map((one, i) => (i < count ? one : one === 'sad' ? 'happy' : 'sad')) }),
  );
}
