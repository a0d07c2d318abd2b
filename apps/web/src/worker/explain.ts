import { syntheticVoices } from '../audio/synthetic-voices.js';
import type { Explained, Explanation, SeenInput } from './calls.js';
import { readSound } from './read-sound.js';
import type { RecognizerInUse } from './recognizer.js';

/** Tiles along each side of a picture. */
const rows = 10;

/**
 * Occlusion: takes one part of the input away after the other, and sees how far the probability of the answer falls.
 * A tile of a picture becomes silence (0). A group of features gets the means of what the model learned from, since numbers
 * have no silence; where its card does not know them, those of the four built-in voices.
 *
 * @see Zeiler and Fergus 2014, "Visualizing and Understanding Convolutional Networks", section 4.2.
 *
 * @param onProgress What is known so far.
 * @param signal Ends it early.
 */
export async function explain(
  recognizer: RecognizerInUse,
  { model, input, strongest }: Explained,
  onProgress: (explanation: Explanation) => void,
  signal: AbortSignal,
): Promise<Explanation> {
  recognizer.requireModel(model);
  const [probability] = await recognizer.probabilities([input], strongest);
  if (input.kind === 'features') {
    const means = await meanVoice(recognizer);
    const without = input.groups.map(({ name }) => ({
      ...input,
      groups: input.groups.map((group) => (group.name === name ? { name, values: means(name) } : group)),
    }));
    const probabilities = await recognizer.probabilities(without, strongest);
    const differences = input.groups.map(({ name }, i) => ({ name, difference: probability - probabilities[i] }));
    return { kind: 'features', probability, differences };
  }

  const differences = new Float32Array(rows * rows).fill(Number.NaN);
  for (let row = 0; row < rows && !signal.aborted; row++) {
    const without = Array.from({ length: rows }, (_, column) => withSilence(input, row, column));
    const probabilities = await recognizer.probabilities(without, strongest);
    differences.set(
      probabilities.map((value) => probability - value),
      row * rows,
    );
    onProgress({ kind: 'picture', rows, probability, differences });
  }
  return { kind: 'picture', rows, probability, differences };
}

/** Without the sound in a tile; rows are counted from the top. */
function withSilence(
  input: Exclude<SeenInput, { kind: 'features' }>,
  row: number,
  column: number,
): Exclude<SeenInput, { kind: 'features' }> {
  const [height, width] = input.kind === 'picture' ? [input.size, input.size] : [input.bands, input.frames];
  // A picture's first row is the highest, a log-mel spectrogram's the lowest.
  const tileRow = input.kind === 'picture' ? row : rows - 1 - row;
  const data = input.data.slice();
  const edge = (tile: number, length: number) => Math.round((tile * length) / rows);
  for (let y = edge(tileRow, height); y < edge(tileRow + 1, height); y++) {
    data.fill(0, y * width + edge(column, width), y * width + edge(column + 1, width));
  }
  return { ...input, data } as typeof input;
}

/** The features of an average voice. */
async function meanVoice(recognizer: RecognizerInUse): Promise<(group: string) => Float32Array> {
  const known = recognizer.meanInput();
  if (known?.kind === 'features') {
    return (wanted) => known.groups.find(({ name }) => name === wanted)?.values as Float32Array;
  }
  const inputs: Array<SeenInput & { kind: 'features' }> = [];
  for (const name of syntheticVoices(1)) {
    const { input } = await recognizer.recognize(await readSound({ kind: 'synthetic', name }));
    if (input?.kind === 'features') inputs.push(input);
  }
  return (wanted) => {
    const all = inputs.map(({ groups }) => groups.find(({ name }) => name === wanted)?.values as Float32Array);
    return all[0].map((_, i) => all.reduce((sum, values) => sum + values[i], 0) / all.length);
  };
}
