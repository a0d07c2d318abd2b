import { presets } from '@aver/optim';
import type { Experiment } from '../experiment.js';

/**
 * Table 3, row CNN-2D, the paper's own model. Precision is missing in print for both averages. Pictures
 * are made with Spek, as the paper says. No source says that they were scaled, so bytes 0..255 go in as they are.
 */
export const cnn2d: Experiment = {
  table: 'Table 3',
  row: 'CNN-2D',
  model: 'CNN-2D',
  paper: {
    accuracy: 0.89,
    macro: { precision: null, recall: 0.88, f1: 0.86 },
    weighted: { precision: null, recall: 0.89, f1: 0.89 },
    train: 985,
    test: 325,
  },
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
