/** The page: starts the worker, and ties what the reader does to what is shown. */
import { zipSync } from 'fflate';
import type { Answer, ModelInfo, ModelSource, SoundSource } from '../worker/calls.js';
import { createAnswerSection } from './answer/answer-section.js';
import { setUpCalibration } from './calibration/calibration-panel.js';
import { createComparison } from './compare/compare.js';
import { byId } from './elements.js';
import { startEngine } from './engine.js';
import { saveFile } from './export/save-file.js';
import { createBatch } from './files/batch.js';
import { setUpDropping } from './files/drop.js';
import { type GivenFile, givenFile } from './files/given-file.js';
import { soundSourceOf } from './files/sound-source-of.js';
import { unpackZips } from './files/unpack-zips.js';
import { createLiveView } from './listen/live-view.js';
import { setUpRecording } from './listen/record.js';
import { builtInSource, setUpModelPanel, shortName, showModel, urlSource } from './model/model-panel.js';
import { modelSourceOf } from './model/model-source-of.js';
import { setUpTraining } from './training/training-panel.js';
import { offerUpdate } from './update/offer-update.js';

const engine = startEngine(recover);
const live = createLiveView(byId('live', HTMLCanvasElement), byId('live-timeline', HTMLCanvasElement));
const status = byId('status', HTMLElement);
const error = byId('error', HTMLElement);
const errorText = byId('error-text', HTMLElement);
const loadingLine = byId('model-loading', HTMLElement);
const progress = byId('model-progress', HTMLElement);
const askingLine = byId('asking', HTMLElement);
const answers = createAnswerSection({ engine, live, backend: () => backend, ask: askQuietly, onError: fail });
const comparison = createComparison();
const batch = createBatch({
  classify: async (file, signal) => engine('classify', await soundSourceOf(file), { signal }),
  async onOpen(file) {
    if (await askFile(file)) byId('answer-title', HTMLElement).focus();
  },
  onStatus: say,
});

let backend = '';
let model: ModelInfo | undefined;
/** The sound files that were given last, for the table and for training. */
let files: GivenFile[] = [];
let recordings = 0;
/** Of questions and of what was given, the newest alone is shown. */
let lastQuestion = 0;
let lastGiven = 0;
let loading: AbortController | undefined;
let asking: AbortController | undefined;
/** The folder that the model in use came from; none where it was trained here. */
let lastSource: ModelSource | undefined;
/** Settled when the model that is on its way is there, or is known not to come. */
let modelReady: Promise<unknown> = Promise.resolve();

live.clear();
const recording = setUpRecording(
  engine,
  live,
  say,
  (sound) => ask({ kind: 'samples', name: `Recording ${++recordings}`, ...sound }),
  fail,
);
const calibration = setUpCalibration({ engine, microphone: recording.microphone, onModel: useModel, onError: fail });
setUpDropping(take);
setUpModelPanel(takeModel, take, fail);
const training = setUpTraining(
  engine,
  async () => Promise.all(files.map(soundSourceOf)),
  async (outcome) => {
    lastSource = undefined;
    useModel(await calibration.apply(outcome.model));
  },
);

const chooser = byId('files', HTMLInputElement);
chooser.addEventListener('change', () => {
  take([...(chooser.files ?? [])].map((file) => givenFile(file)));
  // Else choosing the same file again would be no change.
  chooser.value = '';
});

byId('model-cancel', HTMLButtonElement).addEventListener('click', () => loading?.abort());
byId('asking-stop', HTMLButtonElement).addEventListener('click', () => asking?.abort());
byId('keep', HTMLButtonElement).addEventListener('click', () => {
  const answer = answers.current();
  if (!answer || !model) return;
  comparison.keep(answer, model);
  byId('compare-title', HTMLElement).focus();
});
byId('save-model', HTMLButtonElement).addEventListener('click', () => saveModel().catch(fail));
byId('error-close', HTMLButtonElement).addEventListener('click', () => {
  error.hidden = true;
});
start();

async function start(): Promise<void> {
  try {
    await prepare();
    modelReady = takeFirstModel();
    await modelReady;
  } catch (reason) {
    fail(reason);
  }
  // The development server changes too often to be kept.
  if (!import.meta.hot) await navigator.serviceWorker?.register('service-worker.js').then(offerUpdate, fail);
}

async function prepare(): Promise<void> {
  ({ backend } = await engine('prepare', { site: new URL('.', location.href).href }));
}

/** Another worker has begun: it gets the model again, where that lies in a folder. */
async function recover(reason: Error): Promise<void> {
  try {
    await prepare();
    modelReady = loadModel(lastSource ?? builtInSource());
    await modelReady;
    const name = model && shortName(model.name);
    fail(new Error(`${reason.message}\nIt was started again, with ${name}; what you gave must be given again.`));
  } catch (again) {
    fail(again);
  }
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
    const taken = await calibration.apply(await loaded);
    lastSource = source;
    useModel(taken);
  } catch (reason) {
    if (loading !== own) return;
    throw own.signal.aborted ? new Error('The model was not loaded: cancelled.') : reason;
  } finally {
    if (loading === own) loadingLine.hidden = true;
  }
}

/** Takes a model; what the one before answered is not its own, and goes. */
function useModel(next: ModelInfo): void {
  const hadAnswers = answers.current() !== undefined || !byId('batch', HTMLElement).hidden;
  model = next;
  showModel(model);
  answers.clear();
  batch.clear();
  live.clear(model.card.labels);
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
  const answer = await askQuietly(source);
  if (!answer || !model) return undefined;
  answers.show(answer, model);
  comparison.show(answer, model);
  // On a phone it lies below what was pressed: no further than needed, so that the spectrogram stays in view.
  byId('probabilities', HTMLElement).scrollIntoView({ block: 'nearest' });
  return answer;
}

/** The answer, not shown yet; nothing where it failed, or a newer question came. */
async function askQuietly(source: SoundSource): Promise<Answer | undefined> {
  const own = ++lastQuestion;
  asking?.abort();
  const controller = new AbortController();
  asking = controller;
  say(`Looking at ${source.name} …`);
  const onProgress = (share: number) => {
    if (own !== lastQuestion) return;
    askingLine.hidden = false;
    say(`Listening to ${source.name} piece by piece: ${(100 * share).toFixed(0)} %`);
  };
  await modelReady.catch(() => undefined);
  try {
    const given = await engine('classify', source, { onProgress, signal: controller.signal });
    // A newer question was asked, or another model taken.
    if (own !== lastQuestion || given.model !== model?.id) return undefined;
    say(`${given.name}: ${given.sentences[0]}.`);
    return given;
  } catch (reason) {
    if (own === lastQuestion) fail(controller.signal.aborted ? new Error(`${source.name}: stopped.`) : reason);
    return undefined;
  } finally {
    if (own === lastQuestion) askingLine.hidden = true;
  }
}

/** The folder, in a zip, since a page can save one file alone. */
async function saveModel(): Promise<void> {
  const files = await engine('saveModel', undefined);
  const entries = Object.fromEntries(files.map(({ name, bytes }) => [`aver-model/${name}`, bytes]));
  saveFile('aver-model.zip', 'application/zip', zipSync(entries));
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
