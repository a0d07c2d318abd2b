import type { PaperAverage } from '../experiments/experiment.js';
import { duration } from '../progress/progress.js';
import { optimizerLabel } from '../tables/optimizer-label.js';
import type { Averages, TableRow } from '../tables/summarize-row.js';
import type { TableDocument } from '../tables/table-document.js';
import { comparisonFigure } from './comparison-figure.js';
import { confusionFigure } from './confusion-figure.js';
import { renderSvg } from './render-svg.js';

/** One self-contained page: the table, the comparison of the models, a confusion matrix for each. */
export async function reportHtml(title: string, table: TableDocument, notes: string[]): Promise<string> {
  const comparison = await renderSvg(comparisonFigure(table.rows));
  const confusions = await Promise.all(
    table.rows.map(async (row) =>
      figure(await renderSvg(confusionFigure(row.confusion.labels, row.confusion.counts)), caption(row)),
    ),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('\n')}
<h2>Accuracy and averages</h2>
<div class="scroll">
<table>
<thead>
<tr><th rowspan="2" scope="col">row</th><th rowspan="2" scope="col">optimizer, rate</th><th rowspan="2" scope="col">source</th><th rowspan="2" scope="col">accuracy [95 %]</th><th colspan="3" scope="colgroup">macro average</th><th colspan="3" scope="colgroup">weighted average</th></tr>
<tr>${'<th scope="col">P</th><th scope="col">R</th><th scope="col">F1</th>'.repeat(2)}</tr>
</thead>
<tbody>
${table.rows.map(tableRows).join('\n')}
</tbody>
</table>
</div>
<h2>Comparison</h2>
${figure(comparison, 'Bars: our mean accuracy, with its 95 % interval. Diamonds: the number that the paper prints.')}
<h2>Confusions</h2>
<p>Counts over all trials of a row: true classes down, predicted classes across.</p>
<div class="figures">${confusions.join('\n')}</div>
<h2>How this was made</h2>
<p>Command: <code>${escapeHtml(table.command)}</code></p>
<p>Backend: ${escapeHtml(table.backend)}. Intervals: ${escapeHtml(table.rows[0].accuracy.interval)}. Training took ${duration(
    table.rows.reduce((sum, row) => sum + row.seconds, 0),
  )} of processor time.</p>
</main>
</body>
</html>
`;
}

function tableRows(row: TableRow): string {
  const { paper, accuracy, macro, weighted } = row;
  const averages = (all: Array<PaperAverage | Averages>) =>
    all
      .flatMap(({ precision, recall, f1 }) => [precision, recall, f1])
      .map((value) => `<td>${fixed(value)}</td>`)
      .join('');
  return `<tr>
<th scope="row" rowspan="2">${escapeHtml(row.row)}</th><td rowspan="2">${optimizerLabel(row)}</td>
<td>paper</td><td>${fixed(paper.accuracy)}</td>${averages([paper.macro, paper.weighted])}
</tr>
<tr class="ours">
<td>ours</td><td>${fixed(accuracy.mean)} [${fixed(accuracy.low)}, ${fixed(accuracy.high)}]</td>${averages([macro, weighted])}
</tr>`;
}

function caption(row: TableRow): string {
  return `${row.row}, ${optimizerLabel(row)}`;
}

function figure(svg: string, text: string): string {
  return `<figure><div class="scroll">${svg.replace('<svg ', `<svg role="img" aria-label="${escapeHtml(text)}" `)}</div><figcaption>${escapeHtml(text)}</figcaption></figure>`;
}

function fixed(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character]);
}

const style = `
:root { color-scheme: light dark; --text: #1c1f24; --ground: #fff; --line: #c9ced6; --ours: #eef3f9; }
@media (prefers-color-scheme: dark) { :root { --text: #e7e9ec; --ground: #15181c; --line: #444b55; --ours: #1f2833; } }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground); }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; white-space: nowrap; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left; }
.ours { background: var(--ours); }
figure { margin: 1rem 0; } figure .scroll { background: #fff; padding: .6rem; border: 1px solid var(--line); border-radius: 6px; width: fit-content; max-width: 100%; box-sizing: border-box; }
figcaption { font-size: .9rem; margin-top: .3rem; }
.figures { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
code { overflow-wrap: anywhere; }
`;
