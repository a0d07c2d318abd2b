import type { ModelInfo, ModelSource } from '../../worker/calls.js';
import { byId, showFacts } from '../elements.js';
import { type GivenFile, givenFile } from '../files/given-file.js';

/** The model that ships with the page. */
const builtInModel = 'models/shipped';

/** Makes the controls work that take another model. */
export function setUpModelPanel(
  onModel: (source: ModelSource) => void,
  onFiles: (files: GivenFile[]) => void,
  onError: (error: unknown) => void,
): void {
  const url = byId('model-url', HTMLInputElement);
  const folder = byId('model-folder', HTMLInputElement);
  byId('model-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    try {
      onModel(urlSource(url.value));
    } catch (error) {
      onError(error);
    }
  });
  byId('model-built-in', HTMLButtonElement).addEventListener('click', () => onModel(builtInSource()));
  folder.addEventListener('change', () => {
    onFiles([...(folder.files ?? [])].map((file) => givenFile(file)));
    folder.value = '';
  });
}

export function builtInSource(): ModelSource {
  return urlSource(builtInModel);
}

/** @throws Error where it is no address. */
export function urlSource(address: string): ModelSource {
  if (!URL.canParse(address, location.href)) {
    throw new Error(`The folder’s address must be like models/shipped or https://…; received ${address}`);
  }
  return { kind: 'url', url: new URL(address, location.href).href };
}

/** A model's name without the address of this page. */
export function shortName(name: string): string {
  return name.replace(new URL('.', location.href).href, '');
}

/** Shows which model is in use. */
export function showModel({ name, card, outputs, parameters, isCalibrated }: ModelInfo): void {
  const { input, labels, note, sure, voice, speaker } = card;
  const facts: Array<[string, string]> = [];
  const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
  // One more says that there is no voice.
  const named = voice ? outputs - 1 : outputs;
  if (sure) {
    facts.push([
      'Not sure',
      `below ${percent(sure.threshold)}. The others, ${percent(sure.share)} of all, were right ${percent(sure.accuracy)} of the time, about people whom it had not heard`,
    ]);
  }
  if (voice) facts.push(['No voice', 'is an answer of its own']);
  if (speaker) facts.push(['Asked about', isCalibrated ? 'you, as it was calibrated' : 'nobody in particular']);
  byId('card', HTMLElement).hidden = shortName(name) !== builtInModel;
  byId('model-note', HTMLElement).textContent = note ?? '';
  showFacts(byId('model-facts', HTMLElement), [
    ['Name', shortName(name)],
    ['It is given', inputText(input)],
    ['It answers', labels.join(', ') + (named > labels.length ? ` (named of ${named} outputs)` : '')],
    ...facts,
    ['Weights', parameters.toLocaleString('en')],
  ]);
}

function inputText(input: ModelInfo['card']['input']): string {
  if (input.kind === 'several') return input.inputs.map(inputText).join('; and ');
  if (input.kind === 'picture') return `a ${input.style} picture of ${input.size} × ${input.size}`;
  if (input.kind === 'logMel') return `a log-mel spectrogram of ${input.bands} bands × ${input.frames} frames`;
  if (input.kind === 'voice') return 'what a voice sounds like: bands, pitch, energy, a speech embedding';
  return input.groups.join(', ');
}
