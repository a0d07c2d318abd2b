/**
 * Six groups of four actors, none in two of them: the published folds of the EmoBox benchmark for RAVDESS.
 *
 * @see EmoBox (https://github.com/emo-box/EmoBox), RAVDESS, six folds by speaker.
 */
export const emoboxFolds = [
  [1, 11, 20, 21],
  [4, 10, 12, 14],
  [8, 9, 19, 23],
  [3, 5, 7, 24],
  [2, 15, 16, 18],
  [6, 13, 17, 22],
] as const;
