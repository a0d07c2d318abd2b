/** The page: starts the worker, and ties what the reader does to what is shown. */
import { createPlayer } from '../audio/player.js';
import { syntheticVoices } from '../audio/synthetic-voices.js';
import type { Answer, ModelInfo, ModelSource, SoundSource } from '../worker/calls.js';
import { showAnswer } from './answer/show-answer.js';
import { showExplanation } from './answer/show-explanation.js';
import { byId } from './elements.js';
import { startEngine } from './engine.js';
import { setUpDropping } from './files/drop.js';
import { startFileTable } from './files/file-table.js';
import { createLiveSpectrogram } from './listen/live-spectrogram.js';
import { setUpRecording } from './listen/record.js';
import { builtInSource, isModel, modelSourceOf, setUpModelPanel, showModel } from './model/model-panel.js';
import { setUpTraining } from './training/training-panel.js';

const engine = startEngine();
const player = createPlayer();
const live = createLiveSpectrogram(byId('live', HTMLCanvasElement));
const status = byId('status', HTMLElement);
const error = byId('error', HTMLElement);
const explainButton = byId('explain', HTMLButtonElement);
const playButton = byId('play', HTMLButtonElement);

let backend = '';
let model: ModelInfo | undefined;
let answer: Answer | undefined;
/** The WAV files that were given last, for the table and for training. */
let files: File[] = [];
let recordings = 0;

live.clear();
setUpRecording(
  engine,
  live,
  say,
  (sound) => ask({ kind: 'recording', name: `Recording ${++recordings}`, ...sound }),
  fail,
);
setUpDropping(take);
setUpModelPanel(takeModel, take);
const training = setUpTraining(
  engine,
  async () => Promise.all(files.map(soundOf)),
  (outcome) => {
    model = outcome.model;
    showModel(model);
  },
);

const chooser = byId('files', HTMLInputElement);
chooser.addEventListener('change', () => {
  take([...(chooser.files ?? [])]);
  // Else choosing the same file again would be no change.
  chooser.value = '';
});

// A press on the same word gives the next voice.
let voice = 0;
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-voice]')) {
  button.addEventListener('click', async () => {
    const voices = syntheticVoices(24);
    const ofEmotion = ['happy', 'sad', 'angry', 'neutral'].indexOf(button.dataset.voice as string);
    const given = await ask({ kind: 'synthetic', name: voices[4 * (voice++ % 24) + ofEmotion] });
    if (given) play(given);
  });
}

playButton.addEventListener('click', () => answer && play(answer));
explainButton.addEventListener('click', async () => {
  if (!answer) return;
  const asked = answer;
  explainButton.disabled = true;
  const show = (isDone: boolean) => (explanation: Parameters<typeof showExplanation>[1]) => {
    if (answer === asked) showExplanation(asked, explanation, isDone);
  };
  try {
    const { input, emotion } = asked;
    show(true)(await engine('explain', { input, emotion }, { onProgress: show(false) }));
  } catch (reason) {
    fail(reason);
  } finally {
    explainButton.disabled = false;
  }
});

start();

async function start(): Promise<void> {
  try {
    ({ backend } = await engine('prepare', undefined));
    const wanted = new URLSearchParams(location.search).get('model');
    const source: ModelSource = wanted ? { kind: 'url', url: new URL(wanted, location.href).href } : builtInSource();
    await takeModel(source);
  } catch (reason) {
    fail(reason);
  }
  // The development server changes too often to be kept.
  if (!import.meta.hot) await navigator.serviceWorker?.register('service-worker.js').catch(fail);
}

async function takeModel(source: ModelSource): Promise<void> {
  say('Loading the model …');
  try {
    model = await engine('loadModel', source);
    showModel(model);
    say('Ready.');
  } catch (reason) {
    fail(reason);
  }
}

/** Files that were dropped or chosen: a model's folder, one sound, or several. */
async function take(given: File[]): Promise<void> {
  if (isModel(given)) return takeModel(await modelSourceOf(given));
  const sounds = given.filter(({ name, size }) => !name.startsWith('.') && (size > 0 || name.includes('.')));
  if (sounds.length === 0) return fail(new Error('There was no file in what you gave.'));
  files = sounds;
  training.offerFiles(files.length);
  if (files.length === 1) await ask(await soundOf(files[0]));
  else await askAll(files);
}

async function ask(source: SoundSource): Promise<Answer | undefined> {
  say(`Looking at ${source.name} …`);
  try {
    answer = await engine('classify', source);
    showAnswer(answer, model as ModelInfo, backend);
    say(`${answer.name}: ${answer.sentences[0]}.`);
    return answer;
  } catch (reason) {
    fail(reason);
    return undefined;
  }
}

async function askAll(all: File[]): Promise<void> {
  const table = startFileTable(all.length, async (index) => {
    if (await ask(await soundOf(all[index]))) byId('answer-title', HTMLElement).focus();
  });
  for (const file of all) {
    say(`Looking at ${file.name} …`);
    try {
      const { sound: _, ...rest } = await engine('classify', await soundOf(file));
      table.add({ name: file.name, answer: rest });
    } catch (reason) {
      table.add({ name: file.name, error: (reason as Error).message.replace(`${file.name}: `, '') });
    }
  }
  table.finish(model?.card.labels ?? []);
  say(`${all.length} files: see the table.`);
}

async function soundOf(file: File): Promise<SoundSource> {
  return { kind: 'file', name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

async function play({ sound }: Answer): Promise<void> {
  try {
    await player.play(sound, (port, sampleRate) => {
      live.clear();
      engine('listen', { port, sampleRate }, { onProgress: live.add, transfer: [port] }).catch(fail);
    });
  } catch (reason) {
    fail(reason);
  }
}

function say(text: string): void {
  status.textContent = text;
  error.hidden = true;
}

function fail(reason: unknown): void {
  status.textContent = '';
  error.textContent = reason instanceof Error ? reason.message : String(reason);
  error.hidden = false;
}
