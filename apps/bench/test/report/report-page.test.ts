import { readAudio } from '@aver/ravdess';
import { expect, test } from 'vitest';
import { blocksToHtml } from '../../src/report/blocks/blocks-to-html.js';
import { blocksToMarkdown } from '../../src/report/blocks/blocks-to-markdown.js';
import type { Run } from '../../src/report/load-run.js';
import { pageHtml } from '../../src/report/page-html.js';
import { reportBlocks } from '../../src/report/report-blocks.js';
import { labelledRows } from '../../src/report/sections/row-labels.js';
import { verdictText } from '../../src/report/sections/verdict-text.js';
import type { TableSetting } from '../../src/rows/table-setting.js';
import type { TableDocument } from '../../src/tables/table-document.js';
import { aResult } from '../a-result.js';
import { aTable, results } from '../tables/a-table.js';

const trials = { MLP: results(70, 80), 'CNN-1D': results(90), 'CNN-2D': results(60, 62) };
const run: Run = {
  tables: [{ document: aTable(trials, { planned: 2 }), results: Object.values(trials) }],
  recordings: [
    {
      name: '03-01-03-01-01-01-01.wav',
      emotion: 'happy',
      statement: 1,
      seconds: 2,
      sampleRate: 48000,
      waveform: { low: [-0.5, -0.1], high: [0.4, 0.2] },
      pictures: { colour: 'Y29sb3Vy', spek: 'c3Blaw==', gray: 'Z3JheQ==' },
    },
  ],
  bad: [],
};
const page = pageHtml('A <title> & more', await reportBlocks(run), '2026-11-29 · aver-bench 1');

/** The texts of all cells, with a bar after each and a line for each row. */
const cellsOf = (html: string) =>
  html
    .replaceAll(/<\/t[hd]>/g, '|')
    .replaceAll('</tr>', '\n')
    .replaceAll(/<[^>]*>/g, '');

test('the summary comes first: where each printed accuracy lies, and that the run is not finished', () => {
  expect(page.indexOf('>Summary</h2>')).toBeLessThan(page.indexOf('>Table 3, recipe printed, split random</h2>'));
  // MLP 0.75 +- 0.64 holds 0.79; CNN-1D, 90 of 100 by Wilson from 0.826, holds 0.83; CNN-2D 0.61 +- 0.13 is below 0.89.
  expect(page).toContain('2 of the 3 printed accuracies, as tried here, lie where one more run of ours would (95 %).');
  expect(page).toContain('The run is not finished');
  expect(page).toContain('CNN-2D does not: 0.89 in print, 0.61 here, and 0 of 2 runs reach it.');
  expect(page).toContain(
    'CNN-1D does best: it tells 0.90 of the recordings right (95 %: 0.83 to 0.94) that were kept apart at random; ' +
      'the same answer for all would get 0.25.',
  );
  expect(cellsOf(page)).toMatch(/CNN-2D\|.*\|0\.89\|0\.61\|0\.48–0\.74\|[^|]*\|0 of 2\|2\|above/);
  expect(page).toContain('CNN-1D: 1 of 2 trials are finished.');
});

test('every row has its numbers, its command and its environment', () => {
  for (const row of ['MLP', 'CNN-1D', 'CNN-2D']) {
    expect(page).toContain(`--rows ${row} --seeds 2</code>`);
    expect(page).toContain(`${row}, by emotion`);
  }
  expect(cellsOf(page)).toMatch(/1\.0\.0-abc\|.*v20.*test/);
});

test('figures: comparison, and for each row confusions, emotions, speakers and loss; wave form and three pictures', () => {
  expect(page.match(/<figure>/g)).toHaveLength(1 + 4 * 3 + 4);
  // The loss of the test recordings has points, and words where the figure is not seen.
  expect(page.match(/at the end 0\.50, of the test recordings 0\.70"/g)).toHaveLength(3);
  // Marks are where the numbers are: a bar of 0.75 in a width of 760, and of 200 on a phone.
  expect(page).toContain('aria-label="MLP 0.75, CNN-1D 0.90, CNN-2D 0.61"');
  for (const width of [570, 150]) expect(page).toContain(`<path d="M0,9h${width}v22h-${width}Z"`);
  for (const text of ['"Kids are talking by the door", happy', 'data:image/png;base64,Y29sb3Vy', 'base64,c3Blaw==']) {
    expect(page).toContain(text.replaceAll('"', '&quot;'));
  }
  expect(page).not.toMatch(/NaN|undefined|\[object/);
});

test('the page stands alone: no script, nothing to fetch', () => {
  const bare = page.replaceAll(/xmlns(:xlink)?="[^"]*"/g, '').replaceAll(/(src|href)="data:/g, '');
  expect(bare).not.toMatch(/<script|src=|url\(|https?:|@import/);
  expect(bare).not.toMatch(/href="[^#]/);
});

test('text is escaped, and the same run gives the same page', async () => {
  expect(page).toContain('<h1>A &lt;title&gt; &amp; more</h1>');
  expect(pageHtml('A <title> & more', await reportBlocks(run), '2026-11-29 · aver-bench 1')).toBe(page);
});

test('every link of the contents leads to a heading, and no id is there twice', () => {
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
});

test('the tables are told apart where two have the same name', async () => {
  const { document } = run.tables[0];
  const setting = { ...document.setting, backend: 'wasm' as const };
  const again = { ...run.tables[0], document: { ...document, setting } };
  const blocks = await reportBlocks({ ...run, tables: [run.tables[0], again] });
  const headings = blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
  expect(new Set(headings).size).toBe(headings.length);
});

test('blocks: code in backticks, numbers to the right, long text may break', () => {
  const html = blocksToHtml([
    { kind: 'table', caption: 'A `b`', head: ['x', 'n', 't'], rows: [['r', '0.5', `words ${'and '.repeat(9)}<more>`]] },
  ]);
  expect(html).toContain('<p class="caption">A <code>b</code></p>');
  expect(html).toMatch(/<th scope="col"[^>]*columnheader">n<\/th><th scope="col"[^>]* class="text">t<\/th>/);
  expect(html).toMatch(
    /<td[^>]*cell" data-label="n">0\.5<\/td><td[^>]* class="text long" data-label="t">words .*&lt;more&gt;/,
  );
});

test('blocks: a column that says nothing of any row is left out, a row that does is not', () => {
  const html = blocksToHtml([
    {
      kind: 'table',
      caption: 'A',
      head: ['x', 'none', 'some'],
      rows: [
        ['r', '-', '-'],
        ['s', '', '1'],
      ],
    },
  ]);
  expect(cellsOf(html).match(/.+\|/g)).toEqual(['x|some|', 'r|-|', 's|1|']);
});

test('what was misheard: by name, the most confident answers first, counted over all trials', () => {
  expect(page).toContain('CNN-1D took 10 recordings for another emotion; these are the 8 of which it was most sure.');
  // The made-up results test each name four times: wrong once in MLP's and CNN-1D's trials, twice in CNN-2D's.
  expect(cellsOf(page)).toMatch(/\n03-01-01-01-01-01-20\.wav\|neutral\|sad\|1\.00\|7 of 20 trials\|\n/);
  // Those of the real corpus cannot be heard here.
  expect(page).not.toContain('<audio');
});

const madeUp = async () => {
  const { document, results: rows } = run.tables[0];
  const data = { ...document.data, name: 'synthetic' };
  return reportBlocks({ ...run, tables: [{ document: { ...document, data }, results: rows }] });
};

test('made-up recordings that were misheard can be heard and seen, and nothing is held against the paper', async () => {
  const html = pageHtml('A report', await madeUp());
  const sounds = [...html.matchAll(/<audio [^>]*src="data:audio\/wav;base64,([^"]+)"/g)];
  expect(sounds).toHaveLength(4);
  for (const [, base64] of sounds) {
    const { samples, sampleRate } = readAudio(Buffer.from(base64, 'base64'));
    expect([sampleRate, samples.length > sampleRate, samples.some((one) => Math.abs(one) > 0.01)]).toEqual([
      12_000,
      true,
      true,
    ]);
  }
  expect(html).toContain('Made-up voices, to see that everything runs: nothing here is about people.');
  expect(html).toContain('Not comparable with the paper: the recordings are synthetic');
  expect(html.match(/Not comparable/g)).toHaveLength(1);
  expect(cellsOf(html)).not.toMatch(/\|paper\||printed lies/);
});

test('rows of several tables are told apart by what differs', () => {
  const document = aTable({ MLP: [aResult()], 'CNN-2D': [aResult()] });
  const also = (setting: Partial<TableSetting>) => ({ ...document, setting: { ...document.setting, ...setting } });
  const labels = (...documents: TableDocument[]) => labelledRows(documents).map(({ label }) => label);
  expect(labels(document)).toEqual(['MLP', 'CNN-2D']);
  expect(labels(document, also({ recipe: 'notebook' }))).toEqual([
    ...['MLP (as printed)', 'CNN-2D (as printed)', 'MLP (as run)', 'CNN-2D (as run)'],
  ]);
  expect(labels(document, also({ split: 'speakers' }))[2]).toBe('MLP (unheard speakers)');
  expect(labels(document, also({ backend: 'wasm' }))[2]).toBe('MLP (2)');
});

test('the verdict says what learned nothing, and that nothing is there', () => {
  const constant = aResult({ yPred: ['sad', 'sad', 'sad', 'sad'] });
  expect(verdictText([aTable({ MLP: [aResult()], 'CNN-2D': [constant, constant] })])).toMatch(
    /MLP does best: .* CNN-2D learned nothing here: one answer for all\.$/,
  );
  expect(verdictText([aTable({ MLP: [] }, { planned: 1 })])).toBe('No trial is finished yet.');
});

test('as Markdown: headings, tables with escaped bars, no figures', () => {
  const markdown = blocksToMarkdown([
    { kind: 'heading', level: 2, text: 'H' },
    { kind: 'table', caption: 'C', head: ['a', 'b'], rows: [['1', 'x | y']] },
    { kind: 'figures', title: 'F', figures: [] },
    { kind: 'paragraph', text: 'P' },
  ]);
  expect(markdown).toBe('## H\n\n**C**\n\n| a | b |\n|---|---|\n| 1 | x \\| y |\n\nP');
});

test('as Markdown: what results hold of HTML, links, code and lines is shown as it is', () => {
  const evil = 'a|b\n# c <script>x</script> [l](javascript:x) ![i](http://x) `` ` <img> ` \\` <b> &lt;';
  const markdown = blocksToMarkdown([
    { kind: 'table', caption: evil, head: ['x', evil], rows: [['1', evil]] },
    { kind: 'paragraph', text: evil },
    { kind: 'list', items: [evil] },
    { kind: 'heading', level: 2, text: evil },
  ]);
  // Each block is as many lines as it was.
  expect(markdown.split('\n')).toHaveLength(5 + 3 * 2);
  // Nothing that begins a tag, link or code is there without its backslash, outside of code.
  const outside = markdown.replaceAll(/(?<![`\\])`[^`]+`(?!`)/g, '');
  expect(outside).not.toMatch(/(?<!\\)(\\\\)*([[`]|<[a-z/])/);
  expect(markdown).toContain('| 1 | a\\|b \\# c \\<script>');
  expect(blocksToMarkdown([{ kind: 'paragraph', text: 'as `code <b>` and p < 0.05' }])).toBe(
    'as `code <b>` and p < 0.05',
  );
});

test('a picture of a results folder that is none does not reach the page', async () => {
  expect(
    blocksToHtml([{ kind: 'figures', title: 't', figures: [{ caption: 'c', alt: 'a', image: { png: '"><form>' } }] }]),
  ).not.toContain('<form>');
  expect(page).toContain("form-action 'none'; base-uri 'none'");
});
