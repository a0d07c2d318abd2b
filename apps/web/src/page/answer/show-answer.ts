import type { Answer, ModelInfo } from '../../worker/calls.js';
import { byId, create, share, showFacts } from '../elements.js';
import { shortName } from '../model/model-panel.js';
import { drawInput } from './draw-input.js';

/** Shows what the model says of a sound. */
export function showAnswer(answer: Answer, { name: modelName, card }: ModelInfo, backend: string): void {
  const { format, emotion, category, truth, sound, milliseconds, sentences, probabilities } = answer;
  byId('answer', HTMLElement).hidden = false;
  byId('answer-name', HTMLElement).textContent = answer.name;
  byId('sentence', HTMLElement).replaceChildren(...withEmphasis(sentences[0], [category ?? emotion, emotion]));

  const best = Math.max(...probabilities.map(({ probability }) => probability));
  byId('probabilities', HTMLElement).replaceChildren(
    ...probabilities.map(({ label, probability }) => {
      const bar = create('span');
      // Set a frame later, so that the bar grows.
      requestAnimationFrame(() => {
        bar.style.width = `${100 * probability}%`;
      });
      const row = create('li', { 'data-emotion': label }, create('span', {}, label));
      row.append(create('span', { class: 'track' }, bar), share(probability));
      row.classList.toggle('best', probability === best);
      return row;
    }),
  );

  const seconds = sound.samples.length / sound.sampleRate;
  const facts: Array<[string, string]> = [
    ['Sound', `${seconds.toFixed(2)} s at ${sound.sampleRate.toLocaleString('en')} Hz`],
    ['Time', `${milliseconds.input.toFixed(0)} ms for the input, ${milliseconds.model.toFixed(0)} ms for the network`],
    ['Computed by', backend],
    ['Model', shortName(modelName)],
  ];
  if (sentences.length > 1) facts.unshift(['The paper’s words', sentences.slice(1).join('. ')]);
  if (format) facts.push(['Format', formatText(format, card.input, sound.sampleRate)]);
  if (truth) facts.unshift(['The file’s name says', truth]);
  if (sound.sampleRate !== 48_000) {
    facts.push([
      'Beware',
      'RAVDESS, and with it these models, has 48,000 Hz; at another rate the input looks different.',
    ]);
  }
  showFacts(byId('facts', HTMLElement), facts);
  drawInput(answer);
  byId('explanation', HTMLElement).replaceChildren();
}

/** What decoding may have cost, beside what the model looks at. */
function formatText(format: string, input: ModelInfo['card']['input'], sampleRate: number): string {
  const [low, high] = input.kind === 'logMel' ? [input.fMin, input.fMax] : [0, sampleRate / 2];
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
