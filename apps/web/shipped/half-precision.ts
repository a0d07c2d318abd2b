import { createHash } from 'node:crypto';
import { toHalf } from './to-half.ts';

/** What of TensorFlow.js's model.json is read here. */
interface ModelJson {
  weightsManifest: Array<{ paths: string[]; weights: object[] }>;
}

/**
 * A model's folder with two bytes a weight instead of four, as the page waits for every byte. TensorFlow.js makes float32
 * of them again.
 *
 * @param model The parsed model.json; its weights are float32.
 * @param bytes The weights, one group after the other.
 * @returns `model.json` and the file that it names.
 */
export function halfPrecision(model: object, bytes: Uint8Array): Record<string, string | Uint8Array> {
  const { weightsManifest, ...rest } = model as ModelJson;
  const halves = new Uint8Array(toHalf(new Float32Array(new Uint8Array(bytes).buffer)).buffer);
  // Another name for other weights: what a cache keeps of one version is not taken for the next.
  const name = `weights-${createHash('sha256').update(halves).digest('hex').slice(0, 16)}.bin`;
  const quantization = { dtype: 'float16', original_dtype: 'float32' };
  const weights = weightsManifest.flatMap(({ weights }) => weights).map((spec) => ({ ...spec, quantization }));
  return { 'model.json': JSON.stringify({ ...rest, weightsManifest: [{ paths: [name], weights }] }), [name]: halves };
}
