import { paperEmotions } from '@aver/ravdess';
import type { TableSetting } from '../rows/table-setting.js';
import { shellCommand } from '../terminal/shell-command.js';

/**
 * The command that makes a table again. It names the backend that was chosen, not `auto`: elsewhere that may be another
 * one, with other bits.
 *
 * @param more What `--data` is given, some of the rows, and how many seeds.
 */
export function tableCommand(setting: TableSetting, more: { data: string[]; rows?: string[]; seeds: number }): string {
  const {
    table,
    corpus,
    channels,
    modality,
    recipe,
    profile,
    split,
    testFraction,
    epochs,
    emotions,
    auxiliary,
    backend,
  } = setting;
  const { data, rows, seeds } = more;
  const words = ['aver-bench', table, ...data.flatMap((path) => ['--data', path])];
  if (corpus !== 'ravdess') words.push('--corpus', corpus);
  if (channels) words.push('--channels', channels);
  if (modality) words.push('--modality', modality);
  if (rows) words.push('--rows', rows.join(';'));
  words.push('--recipe', recipe, '--profile', profile, '--split', split, '--seeds', String(seeds));
  if (testFraction !== undefined) words.push('--test-fraction', String(testFraction));
  if (epochs !== undefined) words.push('--epochs', String(epochs));
  if (emotions.join() !== paperEmotions.join()) words.push('--emotions', emotions.join());
  if (auxiliary) words.push('--auxiliary', auxiliary.join());
  words.push('--backend', backend);
  return shellCommand(words);
}
