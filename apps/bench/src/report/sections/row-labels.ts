import type { TableDocument, TableRow } from '../../tables/table-document.js';

/** A row beside rows of other tables. */
export interface LabelledRow {
  /** Its name, with what tells it from the same row of another table; no other row has the same. */
  label: string;
  row: TableRow;
  document: TableDocument;
}

const recipes = { printed: 'as printed', notebook: 'as run' };
const splits = {
  ...{ random: 'at random', notebook: "the runs' own split", corpus: 'another corpus' },
  ...{ speakers: 'unheard speakers', statements: 'unheard sentence' },
};

/** Every row of some tables, in their order, under names that tell them apart. */
export function labelledRows(documents: TableDocument[]): LabelledRow[] {
  const differ = (pick: (document: TableDocument) => unknown) => new Set(documents.map(pick)).size > 1;
  const [recipe, split, data] = [
    differ(({ setting }) => setting.recipe),
    differ(({ setting }) => setting.split),
    differ(({ data }) => data.name),
  ];
  const seen = new Map<string, number>();
  return documents.flatMap((document) =>
    document.rows.map((row) => {
      const { setting } = document;
      // Only what the paper prints has two readings.
      const told = [
        ...(recipe && setting.table in { table2: 0, table3: 0 } ? [recipes[setting.recipe]] : []),
        ...(split ? [splits[setting.split]] : []),
        ...(data ? [document.data.name] : []),
      ];
      const count = (seen.get(`${row.row} ${told}`) ?? 0) + 1;
      seen.set(`${row.row} ${told}`, count);
      if (count > 1) told.push(String(count));
      return { label: told.length > 0 ? `${row.row} (${told.join(', ')})` : row.row, row, document };
    }),
  );
}

/** The row whose models were right most often; undefined where there is none. */
export function bestRow(rows: LabelledRow[]): LabelledRow | undefined {
  return rows.reduce<LabelledRow | undefined>(
    (best, one) => (best === undefined || one.row.accuracy.mean > best.row.accuracy.mean ? one : best),
    undefined,
  );
}
