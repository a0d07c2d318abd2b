import { paperTables } from '@aver/metrics';
import { type OptimizerSpec, presets } from '@aver/optim';
import type { Experiment, PaperAverage, PaperClass } from './experiment.js';
import { cnn2d } from './table3/cnn2d.js';

const nothingPrinted: PaperAverage = { precision: null, recall: null, f1: null };

// Row f has no notebook run: its printed label, in the form that the other runs have.
const adamNotebook: OptimizerSpec = { ...presets['table2a-notebook'].spec, learningRate: 0.005 };

/**
 * Table 2, a to f: the CNN-2D under three optimizers and two learning rates, the rest as in Table 3. The printed recipe
 * follows the labels in the paper. Public notebooks hold runs whose reports equal rows a to e digit for digit, under
 * other labels: the notebook recipe runs what they ran (row b, a net of seven convolutions there, on the usual five).
 */
export const table2Rows: Experiment[] = [
  row('a', 0.7, presets['table2a-printed'].spec, presets['table2a-notebook'].spec, {
    macro: { precision: 0.7, recall: 0.7, f1: 0.69 },
    weighted: { precision: 0.71, recall: 0.7, f1: 0.7 },
  }),
  row('b', 0.74, presets['table2b-printed'].spec, presets['table2b-notebook'].spec),
  row('c', 0.76, presets['table2c-printed'].spec, presets['table2c-notebook'].spec),
  row('d', 0.79, presets['table2d-printed'].spec, presets['table2d-notebook'].spec),
  row('e', 0.82, presets['table2e-printed'].spec, presets['table2e-notebook'].spec),
  row('f', 0.89, presets['table2f-printed'].spec, adamNotebook),
];

function row(
  letter: string,
  accuracy: number,
  printed: OptimizerSpec,
  notebook: OptimizerSpec,
  { macro, weighted } = { macro: nothingPrinted, weighted: nothingPrinted },
): Experiment {
  return {
    table: 'Table 2',
    row: `2${letter}`,
    model: 'CNN-2D',
    paper: { accuracy, macro, weighted, train: null, test: 210, classes: printedClasses(`2${letter}`) },
    recipes: {
      printed: { ...cnn2d.recipes.printed, optimizer: printed },
      notebook: { ...cnn2d.recipes.notebook, optimizer: notebook },
    },
  };
}

/** The rows of the classes, as numbers; `aver-bench audit` checks the same ones as printed. */
function printedClasses(name: string): PaperClass[] {
  const { classes } = (paperTables.find(({ table }) => table === name) as (typeof paperTables)[number]).report;
  const number = (cell: unknown) => (cell == null ? null : Number(cell));
  return classes.map(({ name, precision, recall, f1, support }) => ({
    name,
    precision: number(precision),
    recall: number(recall),
    f1: number(f1),
    support: Number(support),
  }));
}
