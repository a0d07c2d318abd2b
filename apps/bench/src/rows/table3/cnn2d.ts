import { presets } from '@aver/optim';
import { printedRow } from '../printed-row.js';
import type { RowSpec } from '../row-spec.js';

/**
 * Table 3, row CNN-2D, the paper's own model. Precision is missing in print for both averages. Pictures
 * are made with Spek, as the paper says. No source says that they were scaled, so bytes 0..255 go in as they are.
 */
export const cnn2d: RowSpec = {
  row: 'CNN-2D',
  model: 'CNN-2D',
  paper: printedRow('CNN-2D'),
  recipes: {
    // Adam 0.005, 50 epochs, as printed. The batch size is not; 64 is TFLearn's default and the notebooks' choice.
    printed: {
      input: { kind: 'picture', style: 'spek', size: 150 },
      inputScale: 1,
      model: { kind: 'cnn2d', form: 'printed', dropoutRate: 0.2, classes: 4 },
      optimizer: presets['table3-cnn2d-printed'].spec,
      training: { batchSize: 64, epochs: 50, l2: 0 },
      quickEpochs: 6,
    },
    // The best notebook run with a CNN-2D, 81.90 %: Adam 5e-5, 500 epochs. No run gives the printed 0.89. TFLearn's loss.
    notebook: {
      input: { kind: 'picture', style: 'spek', size: 150 },
      inputScale: 1,
      model: { kind: 'cnn2d', form: 'notebook', dropoutRate: 0.2, classes: 4 },
      optimizer: presets['table3-cnn2d-notebook'].spec,
      training: { batchSize: 64, epochs: 500, l2: 0, probabilityFloor: 1e-10 },
      quickEpochs: 25,
    },
  },
};
