import { presets } from '@aver/optim';
import { printedRow } from '../printed-row.js';
import type { RowSpec } from '../row-spec.js';

/**
 * Table 3, row MLP. The paper prints alpha 0.01, batch 256, hidden layer 300, epsilon 1e-8, the vocabulary of
 * scikit-learn's MLPClassifier, whose defaults fill in the rest.
 */
export const mlp: RowSpec = {
  row: 'MLP',
  model: 'MLP',
  paper: printedRow('MLP'),
  recipes: {
    // No number of epochs is printed: MLPClassifier's default, at most 200.
    printed: {
      input: { kind: 'features', groups: ['mfcc', 'chroma', 'mel'] },
      inputScale: 1,
      model: { kind: 'mlp', hiddenUnits: 300, classes: 4 },
      optimizer: presets['table3-mlp-printed'].spec,
      training: { batchSize: 256, epochs: 200, l2: 0.01, stopping: { tolerance: 1e-4, patience: 10 } },
      quickEpochs: 200,
    },
    // Notebook: max_iter 500.
    notebook: {
      input: { kind: 'features', groups: ['mfcc', 'chroma', 'mel'] },
      inputScale: 1,
      model: { kind: 'mlp', hiddenUnits: 300, classes: 4 },
      optimizer: presets['table3-mlp-notebook'].spec,
      training: { batchSize: 256, epochs: 500, l2: 0.01, stopping: { tolerance: 1e-4, patience: 10 } },
      quickEpochs: 500,
    },
  },
};
