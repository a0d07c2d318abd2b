import type { Block } from './block.js';

/**
 * The blocks as GitHub's Markdown, unfolded and without figures. Only what the blocks say is formatted: texts come from results too,
 * which anyone may have edited, and what they hold of HTML, links, code or line breaks is shown as it is.
 */
export function blocksToMarkdown(blocks: Block[]): string {
  return blocks
    .flatMap((block) => (block.kind === 'folded' ? block.blocks : [block]))
    .flatMap((block) => (block.kind === 'figures' || block.kind === 'folded' ? [] : [blockToMarkdown(block)]))
    .join('\n\n');
}

function blockToMarkdown(block: Exclude<Block, { kind: 'figures' | 'folded' }>): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${inline(block.text)}`;
    case 'paragraph':
      return inline(block.text);
    case 'list':
      return block.items.map((item) => `- ${inline(item)}`).join('\n');
    case 'table': {
      const line = (cells: string[]) => `| ${cells.map((cell) => inline(cell).replaceAll('|', '\\|')).join(' | ')} |`;
      const rule = `|${'---|'.repeat(block.head.length)}`;
      return `**${inline(block.caption)}**\n\n${[line(block.head), rule, ...block.rows.map(line)].join('\n')}`;
    }
  }
}

/** A single line. Code is between single backticks; elsewhere a backslash takes their meaning from characters that have one. */
function inline(text: string): string {
  return text
    .replaceAll(/\s*[\p{Cc}\u2028\u2029]+\s*/gu, ' ')
    .split(/((?<!`)`[^`]+`(?!`))/)
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part.replaceAll(/\\(?=[!-/:-@[-`{-~]|$)|[`[]|<(?=[a-z/!?])|&(?=#|\w+;)|(?<=\s|^)#/gi, '\\$&'),
    )
    .join('');
}
