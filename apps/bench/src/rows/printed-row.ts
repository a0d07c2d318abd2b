import { type PaperTable, paperTables } from '@aver/metrics';

/** Numbers as the paper prints them. */
export interface PaperRow {
  accuracy: number;
  macro: PaperAverage;
  weighted: PaperAverage;
  /** Recordings to train on and to test; null where the paper does not say. */
  train: number | null;
  test: number;
  /** The rows of the classes, as printed: Table 2 has them. */
  classes?: PaperClass[];
}

/** A class's row as the paper prints it. */
export interface PaperClass extends PaperAverage {
  name: string;
  /** Test recordings of the class. */
  support: number;
}

/** An averages row as the paper prints it; null where it prints nothing. */
export interface PaperAverage {
  precision: number | null;
  recall: number | null;
  f1: number | null;
}

/** "Train & test" of Table 3, the same for its three models. */
const table3Counts = { train: 985, test: 325 };

/**
 * A row of the paper's Table 2 (`2a` to `2f`) or 3 (`MLP`, `CNN-1D`, `CNN-2D`), as numbers: the same ones that
 * `aver-bench audit` checks as printed.
 */
export function printedRow(name: string): PaperRow {
  const { accuracy, report } = paperTables.find(
    (one) => name === (one.table === '3' ? one.title : one.table),
  ) as PaperTable;
  const classes = report.classes.map((one) => ({ name: one.name, ...average(one), support: Number(one.support) }));
  return {
    accuracy: Number(accuracy),
    macro: average(report.macro),
    weighted: average(report.weighted),
    ...(classes.length === 0
      ? table3Counts
      : { train: null, test: classes.reduce((sum, { support }) => sum + support, 0), classes }),
  };
}

function average(cells: PaperTable['report']['macro']): PaperAverage {
  const number = (cell: unknown) => (cell == null ? null : Number(cell));
  return { precision: number(cells?.precision), recall: number(cells?.recall), f1: number(cells?.f1) };
}
