import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Where redis-server is (`AVER_REDIS_SERVER`, else the one on the PATH), or undefined where there is none: then a test
 * is to be skipped with `test.skipIf`, and this function has said so on stderr.
 *
 * @throws Error where there is none although `AVER_REQUIRE_REDIS` says that no test may be skipped for it.
 */
export function redisServer(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [process.env.AVER_REDIS_SERVER, ...folders.map((path) => join(path, 'redis-server'))];
  const found = candidates.find((path) => path && existsSync(path));
  if (found) return found;
  if (process.env.AVER_REQUIRE_REDIS) {
    throw new Error(
      'AVER_REQUIRE_REDIS is set, but no redis-server is on the PATH; install it or set AVER_REDIS_SERVER.',
    );
  }
  console.error('SKIPPED: no redis-server on the PATH for the tests of the queue; set AVER_REDIS_SERVER to one.');
  return undefined;
}
