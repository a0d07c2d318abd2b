import type { Block, Figure, TableBlock } from './block.js';

/** The blocks as HTML; a heading of level 2 begins a section with an id, which the page's contents name. */
export function blocksToHtml(blocks: Block[]): string {
  const html: string[] = [];
  let open = false;
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level === 2) {
      html.push(`${open ? '</section>\n' : ''}<section aria-labelledby="${headingId(block.text)}">`);
      open = true;
    }
    html.push(blockToHtml(block));
  }
  return html.join('\n') + (open ? '\n</section>' : '');
}

/** The id of a heading. */
export function headingId(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function blockToHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} id="${headingId(block.text)}">${inline(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p${block.leads ? ' class="lead"' : ''}>${inline(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${inline(item)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return tableToHtml(withoutEmptyColumns(block));
    case 'figures':
      return `<h3>${inline(block.title)}</h3>\n<div class="figures">\n${block.figures.map(figureToHtml).join('\n')}\n</div>`;
    case 'folded':
      return `<details>\n<summary>${inline(block.title)}</summary>\n${block.blocks.map(blockToHtml).join('\n')}\n</details>`;
  }
}

/** Columns that say nothing of any row take room from those that do. */
function withoutEmptyColumns({ head, rows, ...rest }: TableBlock): TableBlock {
  const kept = head.flatMap((_, column) =>
    column === 0 || rows.some((row) => !['', '-'].includes(row[column])) ? [column] : [],
  );
  const of = (cells: string[]) => kept.map((column) => cells[column]);
  return { ...rest, head: of(head), rows: rows.map(of) };
}

function tableToHtml({ caption, head, rows }: TableBlock): string {
  // Numbers stand to the right, under a heading that does too; long text may break.
  const isText = head.map(
    (_, column) => column === 0 || rows.some((row) => !/^([-+<]?\s?[\d.].{0,24}|-?)$/.test(row[column])),
  );
  const cell = (tag: string, text: string, column: number, label?: string) => {
    const classes = [
      ...(isText[column] ? ['text'] : []),
      ...(text.length > 34 ? ['long'] : text.length > 12 ? ['words'] : []),
    ];
    const named = classes.length > 0 ? ` class="${classes.join(' ')}"` : '';
    const labelled = label === undefined ? '' : ` data-label="${escapeHtml(label.replaceAll('`', ''))}"`;
    return `<${tag}${named}${labelled}>${inline(text)}</${tag.slice(0, 2)}>`;
  };
  const rowCells = (cells: string[]) =>
    cells.map((text, column) =>
      column === 0
        ? cell('th scope="row" role="rowheader"', text, column)
        : cell('td role="cell"', text, column, head[column]),
    );
  const label = escapeHtml(caption.replaceAll('`', ''));
  // On a phone the rows of a wide table become cards, which takes the roles of tables from them unless they are said.
  // In between, a wide table scrolls by itself; it takes the focus, so that the arrow keys can do it.
  return `<div class="table">
<p class="caption">${inline(caption)}</p>
<div class="scroll" role="group" aria-label="${label}" tabindex="0">
<table role="table" aria-label="${label}"${fitsPhones(head, rows) ? '' : ' class="wide"'}>
<thead role="rowgroup"><tr role="row">${head.map((text, column) => cell('th scope="col" role="columnheader"', text, column)).join('')}</tr></thead>
<tbody role="rowgroup">
${rows.map((row) => `<tr role="row">${rowCells(row).join('')}</tr>`).join('\n')}
</tbody>
</table>
</div>
</div>`;
}

/** Whether a table is so narrow that a phone of 390 pixels shows it as it is. */
function fitsPhones(head: string[], rows: string[][]): boolean {
  const widths = head.map((title, column) =>
    Math.max(...title.split(' ').map(({ length }) => length), ...rows.map((row) => row[column].length)),
  );
  return widths.reduce((sum, width) => sum + width + 2, 0) <= 50;
}

function figureToHtml({ caption, alt, image, sound }: Figure): string {
  const label = escapeHtml(alt);
  const drawn = (svg: string, more = '') => svg.replace('<svg ', `<svg role="img" aria-label="${label}"${more} `);
  const drawing =
    'png' in image
      ? `<img alt="${label}" src="data:image/png;base64,${escapeHtml(image.png)}">`
      : image.narrow === undefined
        ? drawn(image.svg)
        : `${drawn(image.svg, ' data-for="wide"')}${drawn(image.narrow, ' data-for="narrow"')}`;
  const player =
    sound === undefined
      ? ''
      : `<audio controls preload="none" aria-label="${label}" src="data:audio/wav;base64,${escapeHtml(sound)}"></audio>`;
  return `<figure>${drawing}${player}<figcaption>${inline(caption)}</figcaption></figure>`;
}

function inline(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as HTML shows it, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]);
}
