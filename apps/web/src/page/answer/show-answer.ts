import type { Answer, ModelInfo } from '../../worker/calls.js';
import { byId, create, showFacts } from '../elements.js';
import { shortName } from '../model/model-panel.js';
import { drawInput } from './draw-input.js';
import { probabilityBars } from './probability-bars.js';

/** Shows what the model says of a sound. */
export function showAnswer(answer: Answer, { name: modelName, card, isCalibrated }: ModelInfo, backend: string): void {
  const { format, emotion, category, truth, sound, sentences, probabilities } = answer;
  byId('answer', HTMLElement).hidden = false;
  byId('answer-name', HTMLElement).textContent = answer.name;
  byId('sentence', HTMLElement).replaceChildren(...withEmphasis(sentences[0], [category ?? emotion, emotion]));

  byId('probabilities', HTMLElement).replaceChildren(...probabilityBars(probabilities));

  const seconds = sound.samples.length / sound.sampleRate;
  const facts: Array<[string, string]> = [
    ['Sound', `${seconds.toFixed(2)} s at ${sound.sampleRate.toLocaleString('en')} Hz`],
    ['Time', timeText(answer)],
    ['Computed by', backend],
    ['Model', shortName(modelName) + (isCalibrated ? ', calibrated to you' : '')],
  ];
  if (sentences.length > 1) facts.unshift(['The paper’s words', sentences.slice(1).join('. ')]);
  if (format) facts.push(['Format', formatText(format, card.input, sound.sampleRate)]);
  if (truth) facts.unshift(['The file’s name says', truth]);
  // What hears by a fixed rate of its own, as voice features do, is none the worse for another.
  if (sound.sampleRate !== 48_000 && card.input.kind !== 'voice' && card.input.kind !== 'several') {
    facts.push([
      'Beware',
      'RAVDESS, and with it these models, has 48,000 Hz; at another rate the input looks different.',
    ]);
  }
  showFacts(byId('facts', HTMLElement), facts);
  drawInput(answer);
  byId('explanation', HTMLElement).replaceChildren();
}

function timeText({ milliseconds: { input, model }, timeline }: Answer): string {
  if (timeline) return `${(model / 1000).toFixed(1)} s for ${timeline.moments.length} pieces`;
  return `${input.toFixed(0)} ms for the input, ${model.toFixed(0)} ms for the network`;
}

/** What decoding may have cost, beside what the model looks at. */
function formatText(format: string, input: ModelInfo['card']['input'], sampleRate: number): string {
  const voice = input.kind === 'voice' ? [0, 7000] : [0, sampleRate / 2];
  const [low, high] = input.kind === 'logMel' ? [input.fMin, input.fMax] : voice;
  const told = `${format}, decoded by this browser at ${sampleRate.toLocaleString('en')} Hz.`;
  if (format === 'FLAC') return told;
  const band = `${low.toLocaleString('en')} to ${high.toLocaleString('en')} Hz`;
  return `${told} The model looks at ${band}; such a file lacks some of what was quiet or high in the recording.`;
}

/** The sentence with some of its words in bold, each where it comes last. */
function withEmphasis(sentence: string, words: string[]): Array<Node | string> {
  const literal = words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '\\$&'));
  const parts = sentence.split(new RegExp(`\\b(${literal.join('|')})\\b`));
  return parts.map((part) => (words.includes(part) ? create('b', {}, part) : part));
}
