/** The page: starts the worker, and ties what the reader does to what is shown. */
import { zipSync } from 'fflate';
import { createPlayer } from '../audio/player.js';
import { syntheticVoices } from '../audio/synthetic-voices.js';
import type { Answer, ModelInfo, ModelSource, SoundSource } from '../worker/calls.js';
import { showAnswer } from './answer/show-answer.js';
import { showExplanation } from './answer/show-explanation.js';
import { byId } from './elements.js';
import { startEngine } from './engine.js';
import { answersAsJson } from './export/answers-as-json.js';
import { saveFile } from './export/save-file.js';
import { createBatch } from './files/batch.js';
import { setUpDropping } from './files/drop.js';
import { type GivenFile, givenFile } from './files/given-file.js';
import { soundSourceOf } from './files/sound-source-of.js';
import { unpackZips } from './files/unpack-zips.js';
import { createLiveSpectrogram } from './listen/live-spectrogram.js';
import { setUpRecording } from './listen/record.js';
import { builtInSource, setUpModelPanel, showModel, urlSource } from './model/model-panel.js';
import { modelSourceOf } from './model/model-source-of.js';
import { setUpTraining } from './training/training-panel.js';

const engine = startEngine();
const live = createLiveSpectrogram(byId('live', HTMLCanvasElement));
const status = byId('status', HTMLElement);
const error = byId('error', HTMLElement);
const errorText = byId('error-text', HTMLElement);
const explainButton = byId('explain', HTMLButtonElement);
const playButton = byId('play', HTMLButtonElement);
const loadingLine = byId('model-loading', HTMLElement);
const progress = byId('model-progress', HTMLElement);
const player = createPlayer((isPlaying) => {
  playButton.textContent = isPlaying ? 'Stop the sound' : 'Play the sound';
  playButton.toggleAttribute('data-playing', isPlaying);
});
const batch = createBatch({
  classify: async (file) => engine('classify', await soundSourceOf(file)),
  async onOpen(file) {
    if (await askFile(file)) byId('answer-title', HTMLElement).focus();
  },
  onStatus: say,
});

let backend = '';
let model: ModelInfo | undefined;
let answer: Answer | undefined;
/** The sound files that were given last, for the table and for training. */
let files: GivenFile[] = [];
let recordings = 0;
/** Of questions and of what was given, the newest alone is shown. */
let lastQuestion = 0;
let lastGiven = 0;
let loading: AbortController | undefined;
/** Settled when the model that is on its way is there, or is known not to come. */
let modelReady: Promise<unknown> = Promise.resolve();

live.clear();
setUpRecording(
  engine,
  live,
  say,
  (sound) => ask({ kind: 'samples', name: `Recording ${++recordings}`, ...sound }),
  fail,
);
setUpDropping(take);
setUpModelPanel(takeModel, take, fail);
const training = setUpTraining(
  engine,
  async () => Promise.all(files.map(soundSourceOf)),
  (outcome) => useModel(outcome.model),
);

const chooser = byId('files', HTMLInputElement);
chooser.addEventListener('change', () => {
  take([...(chooser.files ?? [])].map((file) => givenFile(file)));
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

playButton.addEventListener('click', () => {
  if (playButton.hasAttribute('data-playing')) player.stop();
  else if (answer) play(answer);
});
byId('model-cancel', HTMLButtonElement).addEventListener('click', () => loading?.abort());
byId('save-answer', HTMLButtonElement).addEventListener('click', () => {
  if (answer && model)
    saveFile('answer.json', 'application/json', answersAsJson([{ name: answer.name, answer }], model));
});
byId('save-model', HTMLButtonElement).addEventListener('click', () => saveModel().catch(fail));
byId('error-close', HTMLButtonElement).addEventListener('click', () => {
  error.hidden = true;
});
explainButton.addEventListener('click', async () => {
  if (!answer) return;
  const asked = answer;
  explainButton.disabled = true;
  const show = (isDone: boolean) => (explanation: Parameters<typeof showExplanation>[1]) => {
    if (answer === asked) showExplanation(asked, explanation, isDone);
  };
  try {
    const { model, input, strongest } = asked;
    show(true)(await engine('explain', { model, input, strongest }, { onProgress: show(false) }));
  } catch (reason) {
    if (answer === asked) fail(reason);
  } finally {
    explainButton.disabled = false;
  }
});

start();

async function start(): Promise<void> {
  try {
    ({ backend } = await engine('prepare', undefined));
    modelReady = takeFirstModel();
    await modelReady;
  } catch (reason) {
    fail(reason);
  }
  // The development server changes too often to be kept.
  if (!import.meta.hot) await navigator.serviceWorker?.register('service-worker.js').catch(fail);
}

/** The model that the address names; where it cannot be had, the one that ships with the page. */
async function takeFirstModel(): Promise<void> {
  const wanted = new URLSearchParams(location.search).get('model');
  if (wanted) {
    try {
      return await loadModel(urlSource(wanted));
    } catch (reason) {
      await loadModel(builtInSource());
      fail(new Error(`${(reason as Error).message}\nThe built-in model is in use instead.`));
    }
  } else await loadModel(builtInSource());
}

async function takeModel(source: ModelSource): Promise<void> {
  try {
    await loadModel(source);
  } catch (reason) {
    fail(reason);
  }
}

/** A newer model is loaded in place of one that is still on its way. */
async function loadModel(source: ModelSource): Promise<void> {
  loading?.abort();
  const own = new AbortController();
  loading = own;
  say('Loading the model …');
  progress.textContent = 'Loading the model …';
  loadingLine.hidden = false;
  const onProgress = (bytes: number) => {
    if (loading === own) progress.textContent = `Loading the model: ${(bytes / 1e6).toFixed(1)} MB …`;
  };
  try {
    const loaded = engine('loadModel', source, { onProgress, signal: own.signal });
    modelReady = loaded;
    useModel(await loaded);
  } catch (reason) {
    if (loading !== own) return;
    throw own.signal.aborted ? new Error('The model was not loaded: cancelled.') : reason;
  } finally {
    if (loading === own) loadingLine.hidden = true;
  }
}

/** Takes a model; what the one before answered is not its own, and goes. */
function useModel(next: ModelInfo): void {
  const hadAnswers = answer !== undefined || !byId('batch', HTMLElement).hidden;
  model = next;
  showModel(model);
  answer = undefined;
  byId('answer', HTMLElement).hidden = true;
  batch.clear();
  player.stop();
  say(hadAnswers ? 'Ready. The answers were those of the model before, and are gone.' : 'Ready.');
}

/** Files that were dropped or chosen: a model's folder, one sound, or several. */
async function take(given: GivenFile[]): Promise<void> {
  const own = ++lastGiven;
  try {
    const unpacked = await unpackZips(given);
    if (own !== lastGiven) return;
    const source = await modelSourceOf(unpacked);
    if (own !== lastGiven) return;
    if (source) return await loadModel(source);
    const sounds = unpacked.filter(({ name, size }) => !name.startsWith('.') && (size > 0 || name.includes('.')));
    if (sounds.length === 0) throw new Error('There was no file in what you gave.');
    await modelReady.catch(() => undefined);
    if (own !== lastGiven) return;
    if (!model) throw new Error('There is no model yet: load one, or train one.');
    files = sounds;
    training.offerFiles(files.length);
    batch.stop();
    if (files.length === 1) await askFile(files[0]);
    else await batch.start(files, model);
  } catch (reason) {
    fail(reason);
  }
}

async function askFile(file: GivenFile): Promise<Answer | undefined> {
  try {
    return await ask(await soundSourceOf(file));
  } catch (reason) {
    fail(reason);
    return undefined;
  }
}

async function ask(source: SoundSource): Promise<Answer | undefined> {
  const own = ++lastQuestion;
  say(`Looking at ${source.name} …`);
  await modelReady.catch(() => undefined);
  try {
    const given = await engine('classify', source);
    // A newer question was asked, or another model taken.
    if (own !== lastQuestion || given.model !== model?.id) return undefined;
    answer = given;
    showAnswer(answer, model, backend);
    say(`${answer.name}: ${answer.sentences[0]}.`);
    // On a phone it lies below what was pressed: no further than needed, so that the spectrogram stays in view.
    byId('probabilities', HTMLElement).scrollIntoView({ block: 'nearest' });
    return answer;
  } catch (reason) {
    if (own === lastQuestion) fail(reason);
    return undefined;
  }
}

/** The folder, in a zip, since a page can save one file alone. */
async function saveModel(): Promise<void> {
  const files = await engine('saveModel', undefined);
  const entries = Object.fromEntries(files.map(({ name, bytes }) => [`aver-model/${name}`, bytes]));
  saveFile('aver-model.zip', 'application/zip', zipSync(entries));
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
  errorText.textContent = reason instanceof Error ? reason.message : String(reason);
  error.hidden = false;
}
