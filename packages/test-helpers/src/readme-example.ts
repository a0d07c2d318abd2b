import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

/**
 * Runs a README's first ```js block against the sources and compares it with the ```text block after it.
 * The block is served as a module by the plugin in vitest.config.ts.
 *
 * @param readme File URL of the README.
 * @returns What the example printed, and what the README says that it prints.
 */
export async function readmeExample(readme: URL): Promise<{ printed: string; promised: string }> {
  const path = fileURLToPath(readme);
  const promised = /```js\n[\s\S]*?```\s*```text\n([\s\S]*?)```/.exec(readFileSync(path, 'utf8'))?.[1];
  if (promised === undefined) throw new Error(`${path}: expected a \`\`\`js block followed by a \`\`\`text block`);
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...values) => {
    lines.push(values.join(' '));
  });
  try {
    await import(/* @vite-ignore */ `${path}?example`);
  } finally {
    log.mockRestore();
  }
  return { printed: lines.join('\n'), promised: promised.trimEnd() };
}
