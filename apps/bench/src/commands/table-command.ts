import { relative } from 'node:path';
import type { BackendName } from '@aver/backend';
import { paperEmotions } from '@aver/ravdess';
import type { DataSource } from '../inputs/data-source.js';
import type { TableOptions } from './table-options.js';

/** The options of a table, with the backend that was chosen: elsewhere `auto` may be another one, with other bits. */
export type PlannedOptions = Omit<TableOptions, 'backend' | 'out'> & { backend: BackendName };

/** The command that makes a table again. */
export function tableCommand(name: string, data: string, options: PlannedOptions): string {
  const { rows, corpus, recipe, profile, split, seeds, epochs, emotions, backend } = options;
  const words = ['aver-bench', name, '--data', data];
  if (corpus !== 'ravdess') words.push('--corpus', corpus);
  if (rows) words.push('--rows', rows.join(';'));
  words.push('--recipe', recipe, '--profile', profile, '--split', split, '--seeds', String(seeds));
  if (options.testFraction !== undefined) words.push('--test-fraction', String(options.testFraction));
  if (epochs !== undefined) words.push('--epochs', String(epochs));
  if (emotions.join() !== paperEmotions.join()) words.push('--emotions', emotions.join());
  words.push('--backend', backend);
  return shellCommand(words);
}

/** What `--data` is to be given for a source. */
export function dataArgument(source: DataSource): string {
  return source.kind === 'synthetic' ? 'synthetic' : relative('.', source.path) || '.';
}

/** A command line that a shell takes apart into these words again. */
export function shellCommand(words: string[]): string {
  return words.map((word) => (/^[\w./,:@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
