import type { ModelInfo, ModelSource } from '../../worker/calls.js';
import { byId, showFacts } from '../elements.js';

/** The model that ships with the page. */
const builtInModel = 'models/synthetic';

/** Makes the controls work that take another model. */
export function setUpModelPanel(onModel: (source: ModelSource) => void, onFiles: (files: File[]) => void): void {
  const url = byId('model-url', HTMLInputElement);
  const folder = byId('model-folder', HTMLInputElement);
  byId('model-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    onModel({ kind: 'url', url: new URL(url.value, location.href).href });
  });
  byId('model-built-in', HTMLButtonElement).addEventListener('click', () => onModel(builtInSource()));
  folder.addEventListener('change', () => {
    onFiles([...(folder.files ?? [])]);
    folder.value = '';
  });
}

export function builtInSource(): ModelSource {
  return { kind: 'url', url: new URL(builtInModel, location.href).href };
}

/** Whether these are the files of a model's folder. */
export function isModel(files: File[]): boolean {
  return files.some(({ name }) => name === 'aver.json' || name === 'model.json');
}

/** The files of a model's folder, read. */
export async function modelSourceOf(files: File[]): Promise<ModelSource> {
  const folder = files[0].webkitRelativePath.split('/')[0] || 'the dropped model';
  const read = files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }));
  return { kind: 'files', name: folder, files: await Promise.all(read) };
}

/** A model's name without the address of this page. */
export function shortName(name: string): string {
  return name.replace(new URL('.', location.href).href, '');
}

/** Shows which model is in use. */
export function showModel({ name, card, parameters }: ModelInfo): void {
  const { input, labels, note } = card;
  byId('model-note', HTMLElement).textContent = note ?? '';
  showFacts(byId('model-facts', HTMLElement), [
    ['Name', shortName(name)],
    ['It is given', inputText(input)],
    ['It answers', labels.join(', ')],
    ['Weights', parameters.toLocaleString('en')],
  ]);
}

function inputText(input: ModelInfo['card']['input']): string {
  if (input.kind === 'picture') return `a ${input.style} picture of ${input.size} × ${input.size}`;
  if (input.kind === 'logMel') return `a log-mel spectrogram of ${input.bands} bands × ${input.frames} frames`;
  return input.groups.join(', ');
}
