import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { vi } from 'vitest';

/**
 * Runs a ```js block of a README or another page against the sources, for comparison with the ```text block after it.
 * The block is served as a module by the plugin in vitest.config.ts.
 *
 * @param readme File URL of the page.
 * @param index Which js block, the first being 0.
 * @returns What the example printed, and what the README says that it prints.
 */
export async function readmeExample(readme: URL, index = 0): Promise<{ printed: string; promised: string }> {
  const path = fileURLToPath(readme);
  const blocks = [...readFileSync(path, 'utf8').matchAll(/```js\n[\s\S]*?```(?:\s*```text\n([\s\S]*?)```)?/g)];
  const promised = blocks[index]?.[1];
  if (promised === undefined) {
    throw new Error(`${path}: expected \`\`\`js block ${index} to be followed by a \`\`\`text block`);
  }
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...values) => {
    lines.push(format(...values));
  });
  try {
    await import(/* @vite-ignore */ `${path}?example=${index}`);
  } finally {
    log.mockRestore();
  }
  return { printed: lines.join('\n'), promised: promised.trimEnd() };
}
