import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Where a package brings no text: that of each licence which it names. */
const standard: Record<string, string> = { 'Apache-2.0': read('Apache-2.0.txt'), MIT: read('MIT.txt') };

/** What is in a package's files without being in its package.json. */
const inside: Record<string, string> = { '@tensorflow/tfjs-backend-wasm': read('tfjs-backend-wasm.txt') };

/**
 * Writes THIRD-PARTY-LICENSES.txt into the site: every package whose code is in it, with the texts of its licence.
 *
 * @returns The plugin of the page and that of its workers, which are bundles of their own.
 * @throws Error, which ends the build, for a package of which no licence is known.
 */
export function thirdPartyLicenses(): { page: Plugin; worker: Plugin } {
  const packages = new Map<string, string>();
  const gather: Plugin['generateBundle'] = (_, bundle) => {
    for (const file of Object.values(bundle)) {
      for (const id of file.type === 'chunk' ? file.moduleIds : []) {
        const [, folder, name] = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id) ?? [];
        if (folder && name) packages.set(name, folder);
      }
    }
  };
  return {
    worker: { name: 'third-party-licenses-of-workers', generateBundle: gather },
    page: {
      name: 'third-party-licenses',
      generateBundle(options, bundle, isWrite) {
        gather.call(this, options, bundle, isWrite);
        const entries = [...packages].sort().map(([name, folder]) => entry(name, folder));
        this.emitFile({
          type: 'asset',
          fileName: 'THIRD-PARTY-LICENSES.txt',
          source: entries.join(`\n${'='.repeat(80)}\n\n`),
        });
      },
    },
  };
}

function entry(name: string, folder: string): string {
  const { version, license, author } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const own = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = own.map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  if (texts.length === 0) {
    const holder = name.startsWith('@tensorflow/')
      ? 'Google LLC'
      : (author?.name ?? author ?? `the authors of ${name}`);
    texts.push(`Copyright ${holder}\n`);
    for (const one of String(license).split(' AND ')) {
      if (!standard[one]) throw new Error(`third-party-licenses: ${name} brings no text of its licence, ${license}`);
      texts.push(standard[one]);
    }
  }
  return [`${name} ${version}: ${license}\n`, ...texts, inside[name] ?? ''].filter(Boolean).join('\n');
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}
