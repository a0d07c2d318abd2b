import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { thirdPartyLicenses } from './licenses/third-party-licenses.ts';
import { shippedModel } from './shipped/shipped-model.ts';

/** Only what this page is made of: no other origin, no inline code; `wasm-unsafe-eval` compiles WebAssembly and no text. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const licenses = thirdPartyLicenses();

export default defineConfig({
  // The site works in any folder of any server.
  base: './',
  // A file that is not there is not there: no page in its place.
  appType: 'mpa',
  build: {
    target: 'es2022',
    // A small file inside a script would be a data: URL, which the policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { page: 'index.html', 'service-worker': 'src/offline/service-worker.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  // The browser decodes for the page: the decoders of @aver/recognizer are never asked, and stay out.
  worker: {
    format: 'es',
    plugins: () => [licenses.worker],
    rolldownOptions: { external: [/^@wasm-audio-decoders\//, /-decoder$/] },
  },
  plugins: [contentSecurityPolicy(), shippedModel(), licenses.page, fileListForOffline()],
  // A worker has the policy of its own response, not the page's: a server should send it, as this one does.
  preview: { headers: { 'Content-Security-Policy': `${policy}; frame-ancestors 'none'` } },
});

/** Fills in the page's policy. The development server, whose own scripts are inline, goes without. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    transformIndexHtml: (html, { server }) =>
      server ? html.replace(/<meta http-equiv="Content-Security-Policy".*\n/, '') : html.replace('%CSP%', policy),
  };
}

/** Tells the built service worker what the site consists of. */
function fileListForOffline(): Plugin {
  return {
    name: 'file-list-for-offline',
    writeBundle({ dir = 'dist' }) {
      const script = join(dir, 'service-worker.js');
      const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .map((file) => file.replaceAll('\\', '/'))
        .filter((file) => statSync(join(dir, file)).isFile() && file !== 'service-worker.js')
        .sort();
      const hash = createHash('sha256');
      for (const file of files) hash.update(file).update(readFileSync(join(dir, file)));
      const site = {
        version: hash.digest('hex').slice(0, 12),
        files: files.map((file) => (file === 'index.html' ? './' : file)),
      };
      writeFileSync(script, readFileSync(script, 'utf8').replace('AVER_SITE', JSON.stringify(site)));
    },
  };
}
