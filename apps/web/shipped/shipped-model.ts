import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import weights from '@aver/recognizer-weights';
import type { Plugin } from 'vite';
import { cardAsHtml } from './card-as-html.ts';
import { halfPrecision } from './half-precision.ts';

/** Where the page finds it. */
const folder = 'models/shipped';

/**
 * Puts the model of @aver/recognizer-weights into the site, as a folder like any other that the page takes: in half
 * precision, beside its licence. Its card, which people read, takes the place of `<!-- THE CARD -->` in the page.
 */
export function shippedModel(): Plugin {
  const source = dirname(createRequire(import.meta.url).resolve('@aver/recognizer-weights/package.json'));
  const text = (file: string) => readFileSync(join(source, file), 'utf8');
  const { card, model } = weights;
  const files: Record<string, string | Uint8Array> = {
    'aver.json': JSON.stringify(card),
    ...halfPrecision(model, Buffer.from(weights.weights, 'base64')),
    'LICENSE.txt': text('LICENSE'),
    'NOTICE.txt': text('NOTICE'),
  };
  return {
    name: 'shipped-model',
    transformIndexHtml: (html) => html.replace('<!-- THE CARD -->', () => cardAsHtml(text('README.md'))),
    generateBundle() {
      for (const [name, content] of Object.entries(files)) {
        this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source: content });
      }
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const content = files[request.url?.replace(`/${folder}/`, '') ?? ''];
        if (content === undefined) next();
        else response.end(content);
      });
    },
  };
}
