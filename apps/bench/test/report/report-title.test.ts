import { expect, test } from 'vitest';
import { reportTitle } from '../../src/report/report-title.js';
import { aResult } from '../a-result.js';
import { aTable } from '../tables/a-table.js';

test('a report is called after its tables and recordings', () => {
  const table3 = aTable({ MLP: [aResult()] });
  const table2 = aTable({ '2a': [aResult()] }, { table: 'table2' });
  expect(reportTitle([table3])).toBe('Table 3 on Audio.zip');
  const synthetic = { ...table2, data: { ...table2.data, name: 'synthetic' } };
  expect(reportTitle([table3, table3, synthetic])).toBe(
    'Table 3 and Table 2 on Audio.zip and built-in synthetic voices',
  );
});
