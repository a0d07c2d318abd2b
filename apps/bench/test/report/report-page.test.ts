import { expect, test } from 'vitest';
import { blocksToHtml } from '../../src/report/blocks/blocks-to-html.js';
import { blocksToMarkdown } from '../../src/report/blocks/blocks-to-markdown.js';
import type { Run } from '../../src/report/load-run.js';
import { pageHtml } from '../../src/report/page-html.js';
import { reportBlocks } from '../../src/report/report-blocks.js';
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
const page = pageHtml('A <title> & more', await reportBlocks(run));

test('the summary comes first: where each printed accuracy lies, and that the run is not finished', () => {
  expect(page.indexOf('>Summary</h2>')).toBeLessThan(page.indexOf('>Table 3, recipe printed, split random</h2>'));
  // MLP 0.75 +- 0.64 holds 0.79; CNN-1D, 90 of 100 by Wilson from 0.826, holds 0.83; CNN-2D 0.61 +- 0.13 is below 0.89.
  expect(page).toContain('2 of the 3 printed accuracies, as tried here, lie where one more run of ours would (95 %).');
  expect(page).toContain('The run is not finished');
  expect(page).toMatch(
    /CNN-2D<\/th>.*<td>0\.89<\/td><td>0\.61<\/td><td>0\.48–0\.74<\/td><td>[^<]*<\/td><td>0 of 2<\/td><td[^>]*>2<\/td><td class="text">above/,
  );
  expect(page).toContain('CNN-1D: 1 of 2 trials are finished.');
});

test('every row has its numbers, its command and its environment', () => {
  for (const row of ['MLP', 'CNN-1D', 'CNN-2D']) {
    expect(page).toContain(`--rows ${row} --seeds 2</code>`);
    expect(page).toContain(`${row}, by emotion`);
  }
  expect(page).toMatch(/1\.0\.0-abc<\/td>.*v20.*test/);
});

test('figures: comparison, and for each row confusions, emotions, speakers and loss; wave form and three pictures', () => {
  expect(page.match(/<figure>/g)).toHaveLength(1 + 4 * 3 + 4);
  // Marks are where the numbers are: a bar of 0.75 in a width of 300.
  expect(page).toContain('aria-label="MLP 0.75, CNN-1D 0.90, CNN-2D 0.61"');
  expect(page).toMatch(/<path d="M0,9h225v22h-225Z"/);
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
  expect(pageHtml('A <title> & more', await reportBlocks(run))).toBe(page);
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
  expect(html).toContain('<th scope="col">n</th><th scope="col" class="text">t</th>');
  expect(html).toMatch(/<td>0\.5<\/td><td class="text long">words .*&lt;more&gt;<\/td>/);
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
