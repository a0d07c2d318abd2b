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
      return `<p>${inline(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${inline(item)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return tableToHtml(block);
    case 'figures':
      return `<h3>${inline(block.title)}</h3>\n<div class="figures">\n${block.figures.map(figureToHtml).join('\n')}\n</div>`;
  }
}

function tableToHtml({ caption, head, rows }: TableBlock): string {
  // Numbers stand to the right, under a heading that does too; long text may break.
  const isText = head.map(
    (_, column) => column === 0 || rows.some((row) => !/^([-+<]?\s?[\d.].{0,24}|-?)$/.test(row[column])),
  );
  const cell = (tag: string, text: string, column: number) => {
    const classes = [...(isText[column] ? ['text'] : []), ...(text.length > 34 ? ['long'] : [])];
    const named = classes.length > 0 ? ` class="${classes.join(' ')}"` : '';
    return `<${tag}${named}>${inline(text)}</${tag.slice(0, 2)}>`;
  };
  const rowCells = (cells: string[], tags: [first: string, others: string]) =>
    `<tr>${cells.map((text, column) => cell(tags[column === 0 ? 0 : 1], text, column)).join('')}</tr>`;
  const label = escapeHtml(caption.replaceAll('`', ''));
  // A wide table scrolls by itself; it takes the focus, so that the arrow keys can do it.
  return `<p class="caption">${inline(caption)}</p>
<div class="scroll" role="group" aria-label="${label}" tabindex="0">
<table aria-label="${label}">
<thead>${rowCells(head, ['th scope="col"', 'th scope="col"'])}</thead>
<tbody>
${rows.map((row) => rowCells(row, ['th scope="row"', 'td'])).join('\n')}
</tbody>
</table>
</div>`;
}

function figureToHtml({ caption, alt, image }: Figure): string {
  const drawing =
    'svg' in image
      ? image.svg.replace('<svg ', `<svg role="img" aria-label="${escapeHtml(alt)}" `)
      : `<img alt="${escapeHtml(alt)}" src="data:image/png;base64,${escapeHtml(image.png)}">`;
  return `<figure>${drawing}<figcaption>${inline(caption)}</figcaption></figure>`;
}

function inline(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as HTML shows it, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]);
}
