import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * Where Chromium is (`AVER_CHROMIUM`, else one on the PATH), or undefined where there is none: then a test is to be
 * skipped with `test.skipIf`, and this function has said so on stderr.
 *
 * @throws Error where there is none although `AVER_REQUIRE_BROWSER` says that no test may be skipped for it.
 */
export function chromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [process.env.AVER_CHROMIUM, ...names.flatMap((name) => folders.map((path) => join(path, name)))];
  const found = candidates.find((path) => path && existsSync(path));
  if (found) return found;
  if (process.env.AVER_REQUIRE_BROWSER) {
    throw new Error('AVER_REQUIRE_BROWSER is set, but no Chromium is on the PATH; install it or set AVER_CHROMIUM.');
  }
  console.error('SKIPPED: no Chromium on the PATH for the tests in a browser; set AVER_CHROMIUM to one.');
  return undefined;
}
