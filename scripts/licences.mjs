// npm run licences: fails on a licence outside the list among all that a package or app depends on at run time, or takes
// into its bundle. `pnpm licenses` reads what is installed and needs no network.
// Install scripts need no check of their own: pnpm runs none but those of `allowBuilds` in pnpm-workspace.yaml, and with
// `strictDepBuilds` an install with another one fails. Optional peers (bullmq and ioredis, MIT) are their installer's
// choice and not in the list. Known holes are not asked for here: `pnpm audit` and `npm
// audit` send the lock file's names to a registry's service, and no copy of its answers works without the network.
import { execFileSync } from 'node:child_process';

const allowed = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Unlicense'];

/**
 * Packages with another licence that was looked at. codec-parser comes with recognizer's decoders of FLAC, Ogg and Opus:
 * a module of its own, unchanged, loaded when such a file comes; nothing of ours takes it into a bundle.
 */
const lookedAt = { 'codec-parser': 'LGPL-3.0-or-later' };

/** Whether an expression such as `(MIT OR GPL-3.0) AND ISC` leaves a choice within the list. */
export function isAllowed(expression) {
  const bare = expression.trim().replace(/^\(([^()]*)\)$/, '$1');
  if (/[()]/.test(bare)) return false;
  return bare.split(/\s+OR\s+/).some((choice) => choice.split(/\s+AND\s+/).every((one) => allowed.includes(one)));
}

/** What `pnpm licenses list --json` found outside the list, one line each. */
export function refused(licences) {
  return Object.entries(licences)
    .filter(([expression]) => !isAllowed(expression))
    .flatMap(([expression, packages]) =>
      packages
        .filter(({ name }) => lookedAt[name] !== expression)
        .map(({ name, versions }) => `${name}@${versions.join(', ')}: ${expression}`),
    );
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const output = execFileSync('pnpm', ['licenses', 'list', '--prod', '--json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const licences = JSON.parse(output);
  const found = refused(licences);
  for (const line of found) console.error(`licences: expected one of ${allowed.join(', ')}; found ${line}`);
  const count = Object.values(licences).flat().length;
  console.log(`licences: ${count} packages, ${found.length} refused`);
  if (found.length > 0 || count === 0) process.exitCode = 1;
}
