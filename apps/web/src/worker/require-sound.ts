import type { Recognition, Recognizer } from '@aver/recognizer';
import { syntheticVoices } from '../audio/synthetic-voices.js';
import { readSound } from './read-sound.js';

/**
 * A folder can be read whole and still be no model that can be asked: damaged weights, a card of other labels. What no
 * reader sees, the weights and the answers to four built-in voices show.
 *
 * @throws Error that names the model and what is wrong with it.
 */
export async function requireSound(recognizer: Recognizer): Promise<void> {
  const { name, model } = recognizer;
  for (const weight of model.weights) {
    const values = await weight.read().data();
    const bad = values.find((value) => !Number.isFinite(value));
    if (bad !== undefined) {
      throw new Error(`${name}: the weights must be finite numbers; received ${bad} in ${weight.originalName}`);
    }
  }
  const inputs = [];
  for (const voice of syntheticVoices(1)) {
    const { samples, sampleRate } = await readSound({ kind: 'synthetic', name: voice });
    // A second is enough to see what comes of it, and is not waited for long.
    const start = Math.round((samples.length - sampleRate) / 2);
    inputs.push(recognizer.inputOf(samples.slice(start, start + sampleRate), sampleRate));
  }
  for (const { probabilities } of await recognizer.recognizeInputs(inputs)) {
    const problem = answerProblem(recognizer, probabilities);
    if (problem) throw new Error(`${name}: ${problem}`);
  }
}

/** What keeps probabilities from being an answer, or undefined. */
export function answerProblem(recognizer: Recognizer, probabilities: Recognition['probabilities']): string | undefined {
  const bad = probabilities.find(({ probability }) => !Number.isFinite(probability));
  if (bad) {
    const why = 'the weights overflow, or inputScale is not theirs';
    return `the probability of ${bad.label} must be a finite number; received ${bad.probability}: ${why}`;
  }
  // The bench trains models with more outputs than labels, too; these learn to leave the others at 0.
  const { labels } = recognizer.card;
  const outputs = outputsOf(recognizer);
  const named = probabilities.reduce((sum, { probability }) => sum + probability, 0);
  if (!(outputs > labels.length && named < 0.5)) return undefined;
  return (
    `labels must name what the model answers; received ${labels.length} (${labels.join(', ')}) for ${outputs} outputs, ` +
    `and an output without a name has ${(100 * (1 - named)).toFixed(0)} %`
  );
}

/** How many outputs a model has. */
export function outputsOf({ model }: Recognizer): number {
  return model.outputs[0].shape.at(-1) as number;
}
