import type { Block } from './blocks/block.js';
import { blocksToHtml, escapeHtml, headingId } from './blocks/blocks-to-html.js';
import { pageStyle } from './page-style.js';

/**
 * One self-contained page: no script, nothing to fetch. Its contents list the headings of level 2.
 *
 * @param when When what it shows was made, and by what, for the line under the title.
 */
export function pageHtml(title: string, blocks: Block[], when?: string): string {
  const contents = blocks.flatMap((block) => (block.kind === 'heading' && block.level === 2 ? [block.text] : []));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:; form-action 'none'; base-uri 'none'">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>${escapeHtml(title)}</h1>
${when === undefined ? '' : `<p class="when">${escapeHtml(when)}</p>\n`}<nav aria-label="Contents">
<ol>
${contents.map((text) => `<li><a href="#${headingId(text)}">${escapeHtml(text)}</a></li>`).join('\n')}
</ol>
</nav>
</header>
<main id="content" tabindex="-1">
${blocksToHtml(blocks)}
</main>
</body>
</html>
`;
}
