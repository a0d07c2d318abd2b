import { type OptimizerSpec, presets } from '@aver/optim';
import { printedRow } from './printed-row.js';
import type { RowSpec } from './row-spec.js';
import { cnn2d } from './table3/cnn2d.js';

// Row f has no notebook run: its printed label, in the form that the other runs have.
const adamNotebook: OptimizerSpec = { ...presets['table2a-notebook'].spec, learningRate: 0.005 };

/**
 * Table 2, a to f: the CNN-2D under three optimizers and two learning rates, the rest as in Table 3. The printed recipe
 * follows the labels in the paper. Public notebooks hold runs whose reports equal rows a to e digit for digit, under
 * other labels: the notebook recipe runs what they ran (row b, a net of seven convolutions there, on the usual five).
 */
export const table2: RowSpec[] = [
  row('2a', presets['table2a-printed'].spec, presets['table2a-notebook'].spec),
  row('2b', presets['table2b-printed'].spec, presets['table2b-notebook'].spec),
  row('2c', presets['table2c-printed'].spec, presets['table2c-notebook'].spec),
  row('2d', presets['table2d-printed'].spec, presets['table2d-notebook'].spec),
  row('2e', presets['table2e-printed'].spec, presets['table2e-notebook'].spec),
  row('2f', presets['table2f-printed'].spec, adamNotebook),
];

function row(name: string, printed: OptimizerSpec, notebook: OptimizerSpec): RowSpec {
  return {
    row: name,
    model: 'CNN-2D',
    paper: printedRow(name),
    recipes: {
      printed: { ...cnn2d.recipes.printed, optimizer: printed },
      notebook: { ...cnn2d.recipes.notebook, optimizer: notebook },
    },
  };
}
