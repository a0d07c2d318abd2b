import type { Moment, Sound } from '../../worker/calls.js';
import { byId, create } from '../elements.js';
import type { Engine } from '../engine.js';
import type { LiveView } from './live-view.js';
import { startRecording } from './recording.js';

/** Longest recording in seconds: the model answers while it goes on. */
const longest = 60;

/** The part of the page that records. */
export interface RecordPanel {
  /** The browser's name of the microphone that the reader chose; empty where it is the browser's choice. */
  microphone(): string;
}

/**
 * Makes the record button work: one press listens, the next stops.
 *
 * @param onSound Gets what was recorded.
 * @param onError Gets what went wrong.
 */
export function setUpRecording(
  engine: Engine,
  live: LiveView,
  onStatus: (text: string) => void,
  onSound: (sound: Sound) => void,
  onError: (error: unknown) => void,
): RecordPanel {
  const button = byId('record', HTMLButtonElement);
  const clock = byId('clock', HTMLElement);
  const choice = byId('microphone', HTMLSelectElement);
  const meter = byId('level', HTMLMeterElement);
  const now = byId('now', HTMLElement);
  let stop: (() => void) | undefined;
  navigator.mediaDevices?.addEventListener('devicechange', offerMicrophones);
  offerMicrophones();

  button.addEventListener('click', async () => {
    if (stop) return stop();
    button.disabled = true;
    try {
      live.clear();
      const recording = await startRecording(engine, {
        microphone: choice.value,
        isAsked: true,
        onHeard(heard) {
          if (heard.kind === 'moment') say(heard.moment);
          live.add(heard);
        },
      });
      // Only now does the browser tell their names.
      await offerMicrophones();
      const started = performance.now();
      clock.textContent = '0.0 s';
      const tick = setInterval(() => {
        const seconds = (performance.now() - started) / 1000;
        meter.value = recording.level();
        clock.textContent = `${seconds.toFixed(1)} s`;
        if (seconds >= longest) stop?.();
      }, 100);
      stop = () => {
        stop = undefined;
        clearInterval(tick);
        recording.stop();
      };
      show(true);
      onStatus('Listening … speak: after two seconds the model answers as you go on. Then stop.');
      onSound(await recording.sound);
    } catch (error) {
      onError(error);
    } finally {
      // It may have ended by itself: a microphone can be unplugged.
      stop?.();
      show(false);
    }
  });
  return { microphone: () => choice.value };

  async function offerMicrophones(): Promise<void> {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    // Without a name before the microphone was allowed for the first time.
    const named = devices.filter(({ kind, label }) => kind === 'audioinput' && label !== '');
    const chosen = choice.value;
    choice.replaceChildren(...named.map(({ deviceId, label }) => create('option', { value: deviceId }, label)));
    if (named.some(({ deviceId }) => deviceId === chosen)) choice.value = chosen;
    choice.hidden = named.length < 2;
  }

  /** Not read aloud: it changes several times a second. */
  function say({ label, probability }: Moment): void {
    now.dataset.emotion = label;
    now.textContent = `${label}, ${(100 * probability).toFixed(0)} %`;
  }

  function show(isListening: boolean): void {
    button.disabled = false;
    button.toggleAttribute('data-listening', isListening);
    meter.hidden = !isListening;
    now.hidden = !isListening;
    now.textContent = '';
    button.textContent = isListening ? 'Stop' : 'Record';
  }
}
