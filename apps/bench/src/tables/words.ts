import type { RowSummary } from './summarize-row.js';

/** A share with two digits, as the paper prints them; a dash where there is none. */
export function fixed(value: number | null): string {
  return value === null ? '-' : value.toFixed(2);
}

/** A difference of shares, with its sign: `+0.05`, `-0.12`, `0.00`. */
export function signed(value: number): string {
  const text = value.toFixed(2);
  if (Number(text) === 0) return '0.00';
  return value > 0 ? `+${text}` : text;
}

/** A p-value: two digits that count, or `< 0.001`. */
export function pValueText(value: number): string {
  return value < 0.001 ? '< 0.001' : value.toPrecision(2);
}

const names: Record<string, string> = { adam: 'Adam', rmsprop: 'RMSProp', adagrad: 'AdaGrad', sgd: 'SGD' };

/** For people, such as `Adam 0.005`. */
export function optimizerLabel({ optimizer, learningRate }: Pick<RowSummary, 'optimizer' | 'learningRate'>): string {
  return learningRate === null ? optimizer : `${names[optimizer] ?? optimizer} ${learningRate}`;
}

/** What the recordings of a channel are called. */
export const channelWords = { speech: 'spoken', song: 'sung' } as const;
