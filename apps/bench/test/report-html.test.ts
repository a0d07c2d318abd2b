import { expect, test } from 'vitest';
import { mlp } from '../src/experiments/table3/mlp.js';
import { reportHtml } from '../src/report/report-html.js';
import { summarizeRow } from '../src/tables/summarize-row.js';
import type { TableDocument } from '../src/tables/table-document.js';
import { aResult } from './a-result.js';

const table: TableDocument = {
  table: 'table3',
  data: { name: 'a <b> & c', recordings: 12, train: 8, test: 4, leftOut: [] },
  recipe: 'printed',
  profile: 'quick',
  split: 'random',
  seeds: 1,
  rows: [summarizeRow(mlp, [aResult()])],
  backend: 'cpu',
  results: 'aver-results',
  command: 'aver-bench table3 --data "x"',
};

test('the page holds the numbers, and figures whose marks are those numbers', async () => {
  const page = await reportHtml('Table 3 on a <b> & c', table, ['A remark.']);
  expect(page).toContain('<h1>Table 3 on a &lt;b&gt; &amp; c</h1>');
  expect(page).toContain('<p>A remark.</p>');
  expect(page).toContain('<td>ours</td><td>0.75 [0.30, 0.95]</td><td>0.63</td>');
  expect(page).toContain('<code>aver-bench table3 --data &quot;x&quot;</code>');
  expect(page.match(/<svg /g)).toHaveLength(2);
  expect(page).toMatch(/aria-label="row: MLP; accuracy on the test part: 0\.75/);
});

test('the page stands alone: no script, no link, nothing to fetch', async () => {
  const page = await reportHtml('t', table, []);
  expect(page.replaceAll(/xmlns(:xlink)?="[^"]*"/g, '')).not.toMatch(/<script|<link|<img|src=|url\(http|https?:/);
});

test('the same table gives the same page', async () => {
  expect(await reportHtml('t', table, [])).toBe(await reportHtml('t', table, []));
});
