import type { ModelCard } from './model-card.js';
import type { Recognition } from './recognizer.js';

/**
 * What a model's outputs say by its card. The labels' probabilities p become p^(1 / temperature), divided by their sum,
 * where the card has `voice` or `temperature`; else they stay as they are.
 *
 * @param outputs Probabilities: of the labels, and behind them that of no voice where the card has `voice`.
 * @param card How they are read.
 * @see Guo, Pleiss, Sun, Weinberger, On calibration of modern neural networks (2017), section 4.2: temperature scaling
 */
export function recognitionOf<Label extends string>(
  outputs: number[],
  { labels, voice, temperature, sure }: ModelCard<Label>,
): Recognition<Label> {
  const own = outputs.slice(0, labels.length);
  const values = voice || temperature !== undefined ? tempered(own, temperature ?? 1) : own;
  const probabilities = labels.map((label, i) => ({ label, probability: values[i] }));
  const best = probabilities.reduce((best, one) => (one.probability > best.probability ? one : best));
  const speech = voice && speechOf(1 - outputs[labels.length], voice.threshold);
  const told = { probabilities, ...(speech !== undefined && { speech }), notes: [] };
  if (speech !== undefined && speech < 0.5) {
    return { label: 'no voice', probability: 1 - speech, ...told };
  }
  const label = best.probability < (sure?.threshold ?? 0) ? 'not sure' : best.label;
  return { label, probability: best.probability, ...told };
}

/**
 * The odds of a voice divided by those at the card's threshold, as a probability: 0.5 there. As if a voice were as rare
 * as that: the share of voices that a model learned from says nothing of where it is asked.
 */
function speechOf(voice: number, threshold: number): number {
  const is = voice * (1 - threshold);
  const isNot = (1 - voice) * threshold;
  // A threshold of 0 refuses nothing, and one of 1 all but certainty.
  return is + isNot > 0 ? is / (is + isNot) : voice >= threshold ? 1 : 0;
}

/** softmax(log p / temperature); equal values where all are 0. */
function tempered(values: number[], temperature: number): number[] {
  const logs = values.map((value) => Math.log(value) / temperature);
  const largest = Math.max(...logs);
  if (largest === Number.NEGATIVE_INFINITY) return values.map(() => 1 / values.length);
  const powers = logs.map((log) => Math.exp(log - largest));
  const sum = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / sum);
}
