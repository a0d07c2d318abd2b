import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { prepareBackend, readModel } from '@aver/backend';
import { loadModel } from '@aver/backend/node';
import { speechEmbedding } from '@aver/models/speech-embedding';
import { paperEmotions } from '@aver/ravdess';
import { synthesize } from '@aver/ravdess/synthetic';
import { createRecognizer, loadRecognizer } from '@aver/recognizer';
import weights from '@aver/recognizer-weights';
import { beforeAll, expect, test } from 'vitest';
import { cardAsHtml } from '../shipped/card-as-html.js';
import { halfPrecision } from '../shipped/half-precision.js';
import { toHalf } from '../shipped/to-half.js';

const embeddingFolder = fileURLToPath(new URL('../public/models/speech-embedding', import.meta.url));

beforeAll(() => prepareBackend('wasm'));

/** The value of a float16's bits, by the formula. */
function fromHalf(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

test('toHalf gives every float16 back, and of two neighbours the nearer, of equals the even one', () => {
  const all = Float32Array.from({ length: 0x7c00 }, (_, bits) => fromHalf(bits));
  expect([...toHalf(all)]).toEqual([...all.keys()]);
  expect([...toHalf(all.map((value) => -value)).slice(1, 3)]).toEqual([0x8001, 0x8002]);
  const [one, next] = [1, 1 + 2 ** -10];
  const between = [one + 2 ** -12, (one + next) / 2, next + 2 ** -11, next - 2 ** -12];
  expect([...toHalf(Float32Array.from(between))].map(fromHalf)).toEqual([one, one, 1 + 2 ** -9, next]);
});

test.each([65_520, Number.NaN, Number.POSITIVE_INFINITY])('toHalf refuses %d, which no float16 is', (value) => {
  expect(() => toHalf(Float32Array.of(value))).toThrow(`toHalf: values must be below 65504; received ${value}`);
});

test('the embedding that the site brings is that of @aver/models, each weight rounded once', async () => {
  const [ours, theirs] = [await loadModel(embeddingFolder), speechEmbedding()];
  expect(ours.countParams()).toBe(328_128);
  for (const [i, weight] of theirs.getWeights().entries()) {
    const expected = Float32Array.from(toHalf(weight.dataSync() as Float32Array), fromHalf);
    expect(ours.getWeights()[i].dataSync()).toEqual(expected);
  }
});

test('the shipped model in half precision answers within half a point of the whole', async () => {
  const files = halfPrecision(weights.model, Buffer.from(weights.weights, 'base64'));
  const read = async (file: string) => new Uint8Array(Buffer.from(files[file]));
  const model = await readModel({ name: 'shipped', read });
  const whole = await loadRecognizer();
  const half = createRecognizer({ model, card: whole.card, embedding: await loadModel(embeddingFolder) });
  for (const emotion of paperEmotions) {
    const fields = { modality: 'audio-only', vocalChannel: 'speech', intensity: 'normal', repetition: 1 } as const;
    const { samples, sampleRate } = synthesize({ ...fields, emotion, actor: 6, statement: 2 }, { sampleRate: 48_000 });
    const [expected, answer] = [await whole.recognize(samples, sampleRate), await half.recognize(samples, sampleRate)];
    for (const [i, { label, probability }] of answer.probabilities.entries()) {
      expect(label).toBe(expected.probabilities[i].label);
      expect(Math.abs(probability - expected.probabilities[i].probability)).toBeLessThan(0.005);
    }
  }
});

test('the card of the weights becomes a page: its tables, bold and code, and nothing of the markdown', async () => {
  const readme = await readFile(new URL('../../../packages/recognizer-weights/README.md', import.meta.url), 'utf8');
  const html = cardAsHtml(readme);
  expect(html).toContain('<th scope="row">RAVDESS, spoken (672)</th>');
  expect(html).toContain('<strong>Meant for</strong>');
  expect(html).toContain('<code>voiceFeatures</code>');
  expect(html).not.toMatch(/\*\*|`|^\||undefined/m);
  expect(html).not.toContain('Make it again');
  expect(cardAsHtml('## The card\n\na < b & c')).toBe('<p>a &lt; b &amp; c</p>');
  expect(() => cardAsHtml('# none')).toThrow('readme must have a section "## The card"');
});
