import type { Block, TableBlock } from '../blocks/block.js';

const head = ['matter', 'in the paper', 'here', 'why it matters'];

const rows = [
  [
    'accuracy 0.89',
    'Table 2f and Table 3, from one run each',
    'several seeds, with an interval',
    'no whole-number counts give the cells of 2f; recall times support gives 183 of 210, that is 0.87',
  ],
  [
    'test part',
    'supports of 210 in Table 2; 325 in Table 3 for all three models',
    '210 of the 672 speech recordings; the same recordings for all models',
    'models that are scored on different recordings cannot be told apart by a few points',
  ],
  [
    'data',
    'RAVDESS; 210 test pictures fit a fifth of 1,047 files, 325 or 329 a quarter of about 1,314, more than the 672 of speech',
    'speech alone, or speech and song: what `--data` names; `--split notebook`: the recordings of the public runs',
    'sung emotions are far easier to tell than spoken ones, and half of the test part is sung',
  ],
  [
    'split',
    'at random',
    'at random, and by speakers: tested on actors who were not heard in training',
    'at random every test voice is known from training; a new voice is what a user brings',
  ],
  [
    'epochs, learning rate',
    '50 epochs, Adam 0.005',
    'recipe `printed`: the same; recipe `notebook`: 500 epochs, Adam 0.00005, as in the public notebook whose confusion matrix has the digits of Table 2e',
    'a hundred times the learning rate, a tenth of the epochs: the ablations take them apart',
  ],
  [
    'optimizers of Table 2',
    'a: AdaGrad, c: Adam, e: RMSProp 0.005',
    'recipe `notebook`: a: Adam, c: AdaGrad, e: Adam 0.00005, since these runs have the printed digits',
    'the ranking of the optimizers in print is not that of the runs',
  ],
  [
    'pixel values',
    'not said',
    '0..255, as in the notebooks; ablation: 0..1',
    'with large inputs the same learning rate takes much larger steps',
  ],
  [
    'dropout 0.8',
    'printed so',
    'a fifth is dropped (TFLearn gives the share that is kept); ablation: four fifths',
    'the two readings regularise very differently',
  ],
  [
    'picture',
    'made with Spek, then 150 x 150 gray',
    'drawn by the same steps as the Spek window; ablation: the plot alone',
    'a colour map read as gray is not monotone: very loud and middling can look alike',
  ],
  [
    'epsilon of the optimizers',
    'inside the root',
    'recipe `printed`: inside; recipe `notebook`: where TFLearn, Keras and scikit-learn have it',
    'none for most weights, much where gradients are tiny',
  ],
  [
    'learning rate of the CNN-1D',
    '0.00005 in the text, 5e-6 in Table 3',
    'recipe `printed`: 5e-6; recipe `notebook`: 0.00005',
    'ten times smaller steps: 500 epochs may not be enough to learn anything',
  ],
  [
    'features of MLP and CNN-1D',
    'mfcc, mel, tonnetz, contrast',
    'recipe `notebook`: mfcc, chroma, mel, not standardised',
    'features that are not standardised span orders of magnitude, and the largest decide',
  ],
];

/** What is different from the paper, and why it matters. */
export function differencesSection(): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'What differs from the paper, and why it matters' },
    {
      kind: 'paragraph',
      text:
        'The paper leaves some things open and contradicts itself in others. Public notebooks hold runs whose confusion ' +
        'matrices give Tables 2a to 2e digit for digit; that they are the source is an inference. `--recipe printed` ' +
        'follows the paper, `--recipe notebook` those runs.',
    },
    differencesTable(),
  ];
}

/** One line for each matter. */
export function differencesTable(): TableBlock {
  return { kind: 'table', caption: 'What differs', head, rows };
}
