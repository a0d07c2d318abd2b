/**
 * The two sentences of the corpus, by their number in a name: `statements[fields.statement]`.
 *
 * @see RAVDESS, file naming convention (https://zenodo.org/records/1188976).
 */
export const statements = {
  1: 'Kids are talking by the door',
  2: 'Dogs are sitting by the door',
} as const;
