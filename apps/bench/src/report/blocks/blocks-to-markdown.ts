import type { Block } from './block.js';

/** The blocks as GitHub's Markdown, without figures. */
export function blocksToMarkdown(blocks: Block[]): string {
  return blocks.flatMap((block) => (block.kind === 'figures' ? [] : [blockToMarkdown(block)])).join('\n\n');
}

function blockToMarkdown(block: Exclude<Block, { kind: 'figures' }>): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${block.text}`;
    case 'paragraph':
      return block.text;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'table': {
      const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
      const rule = `|${'---|'.repeat(block.head.length)}`;
      return `**${block.caption}**\n\n${[line(block.head), rule, ...block.rows.map(line)].join('\n')}`;
    }
  }
}
