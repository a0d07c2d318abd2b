import type { RowSummary } from './summarize-row.js';

const names: Record<string, string> = { adam: 'Adam', rmsprop: 'RMSProp', adagrad: 'AdaGrad', sgd: 'SGD' };

/** For people, such as `Adam 0.005`. */
export function optimizerLabel({ optimizer, learningRate }: Pick<RowSummary, 'optimizer' | 'learningRate'>): string {
  return `${names[optimizer] ?? optimizer} ${learningRate}`;
}
