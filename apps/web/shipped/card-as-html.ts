/**
 * The section `## The card` of a README as HTML: paragraphs, tables, bold and code, which is all that it may hold.
 *
 * @throws Error where there is none.
 */
export function cardAsHtml(readme: string): string {
  const [, section] = /^## The card\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(readme) ?? [];
  if (!section) throw new Error('cardAsHtml: readme must have a section "## The card"; received none');
  return section
    .trim()
    .split(/\n{2,}/)
    .map((block) => (block.startsWith('|') ? table(block) : `<p>${inline(block.replaceAll('\n', ' '))}</p>`))
    .join('\n');
}

function table(block: string): string {
  const [head, , ...rows] = block.split('\n').map((line) => line.split('|').slice(1, -1));
  const heads = head.map((cell) => (cell.trim() ? `<th scope="col">${inline(cell)}</th>` : '<td></td>')).join('');
  const body = rows.map(([name, ...cells]) => {
    const values = cells.map((cell) => `<td class="number">${inline(cell)}</td>`).join('');
    return `<tr><th scope="row">${inline(name)}</th>${values}</tr>`;
  });
  // A name of its own for each: a screen reader lists them.
  const label = `Table of the card: ${inline(head.find((cell) => cell.trim()) ?? '').replaceAll('"', '&quot;')}`;
  return (
    `<section class="scroll" tabindex="0" aria-label="${label}">` +
    `<table><thead><tr>${heads}</tr></thead><tbody>${body.join('')}</tbody></table></section>`
  );
}

function inline(text: string): string {
  return text
    .trim()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/`(.+?)`/g, '<code>$1</code>')
    .replace(/\[(.+?)\]\(.+?\)/g, '$1');
}
