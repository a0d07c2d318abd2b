/** The worker: audio features, inference and training, away from the page's own thread. */
import type { CallName, Calls, FromWorker, ToWorker } from './calls.js';
import { explain } from './explain.js';
import { listen } from './listen.js';
import { readSound } from './read-sound.js';
import { recognizerInUse } from './recognizer.js';
import { startBackend } from './start-backend.js';
import { train } from './train.js';

/** Does a call. */
type Action<Name extends CallName> = (
  give: Calls[Name]['give'],
  onProgress: (value: Calls[Name]['progress']) => void,
  signal: AbortSignal,
) => Promise<Calls[Name]['get']>;

/** Where the page is: a worker itself lies in a folder of the site. */
let site = '';
const recognizer = recognizerInUse((file) => new URL(file, site).href);

const actions: { [Name in CallName]: Action<Name> } = {
  async prepare(give) {
    site = give.site;
    return { backend: await startBackend() };
  },
  loadModel: (source, onProgress, signal) => recognizer.load(source, onProgress, signal),
  classify: async (source, onProgress, signal) => recognizer.recognize(await readSound(source), onProgress, signal),
  timeline: (give, onProgress, signal) => recognizer.timeline(give, onProgress, signal),
  explain: (give, onProgress, signal) => explain(recognizer, give, onProgress, signal),
  listen: (give, onProgress) => listen(give, give.isAsked ? recognizer.current() : undefined, onProgress),
  calibrate: (sounds) => recognizer.calibrate(sounds),
  useSpeaker: async (calibration) => recognizer.useSpeaker(calibration),
  saveModel: () => recognizer.files(),
  train: (give, onProgress, signal) => train(recognizer, give, onProgress, signal),
};

const running = new Map<number, AbortController>();
const send = (message: FromWorker) => postMessage(message);

// What needs the model is done one after the other; listening goes on beside it.
let last: Promise<unknown> = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.call === 'cancel') return running.get(data.id)?.abort();
  // Before its turn comes, so that what still waits can be cancelled too.
  const controller = new AbortController();
  running.set(data.id, controller);
  const work = () => answer(data.id, data.call, data.give, controller.signal);
  if (data.call === 'listen') work();
  else last = last.then(work);
});

async function answer(id: number, call: CallName, give: unknown, signal: AbortSignal): Promise<void> {
  try {
    if (call !== 'listen') await startBackend();
    const action = actions[call] as Action<CallName>;
    const value = await action(give as never, (progress) => send({ id, kind: 'progress', value: progress }), signal);
    send({ id, kind: 'result', value });
  } catch (error) {
    // WebAssembly that broke off is good for nothing any more: the page starts another worker.
    if (error instanceof WebAssembly.RuntimeError) {
      setTimeout(() => {
        throw error;
      });
      return;
    }
    send({ id, kind: 'failure', message: error instanceof Error ? error.message : String(error) });
  } finally {
    running.delete(id);
  }
}
