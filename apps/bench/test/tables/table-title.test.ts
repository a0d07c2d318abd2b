import { expect, test } from 'vitest';
import { tableTitle } from '../../src/tables/table-title.js';
import { aTable, results } from './a-table.js';

test('a title names the folds where there are folds, and not where every seed has its own or the same division', () => {
  const document = aTable({ MLP: results(70) });
  const title = (split: typeof document.setting.split) =>
    tableTitle({ ...document, setting: { ...document.setting, split } });
  expect(title('random')).toBe(
    'Table 3 on Audio.zip: 12 recordings, 8 to train, 100 to test; recipe printed, profile paper, split random',
  );
  expect(title('notebook')).toContain('100 to test; recipe printed, profile paper, split notebook');
  expect(title('speakers')).toContain('100 to test in the first of the speaker folds;');
  expect(title('statements')).toContain('100 to test in the first of the statement folds;');
});
