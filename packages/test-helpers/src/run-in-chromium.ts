import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium as playwright } from 'playwright-core';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Starts Chromium, without a window; whoever starts it closes it. */
export function openChromium(executablePath: string): Promise<Browser> {
  return playwright.launch({ executablePath, args: ['--no-sandbox'] });
}

/**
 * Bundles a module as a web project would, with its imports from the sources, and runs it in a page of Chromium.
 *
 * @param executablePath Chromium: see `chromium`.
 * @param module A TypeScript file whose default export is a function; what it returns must be JSON.
 * @returns What the function returns, or the promise of it.
 * @throws Error when the bundle needs something that a browser lacks, or with what the function throws.
 */
export async function runInChromium(executablePath: string, module: URL): Promise<unknown> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import run from ${JSON.stringify(fileURLToPath(module))}; globalThis.run = run;`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    tsconfig: `${root}/tsconfig.json`,
    logLevel: 'silent',
  });
  const browser = await openChromium(executablePath);
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0].text });
    return await page.evaluate(() => (globalThis as unknown as { run(): unknown }).run());
  } finally {
    await browser.close();
  }
}
