import { openMicrophone } from '../../audio/microphone.js';
import type { Sound } from '../../worker/calls.js';
import { byId, create } from '../elements.js';
import type { Engine } from '../engine.js';
import type { LiveSpectrogram } from './live-spectrogram.js';

/** Longest recording in seconds: the sentences that the models learned from take about four. */
const longest = 15;
/** Shorter than this, in seconds, nothing was said. */
const shortest = 0.3;

/**
 * Makes the record button work: one press listens, the next stops.
 *
 * @param onSound Gets what was recorded.
 * @param onError Gets what went wrong.
 */
export function setUpRecording(
  engine: Engine,
  live: LiveSpectrogram,
  onStatus: (text: string) => void,
  onSound: (sound: Sound) => void,
  onError: (error: unknown) => void,
): void {
  const button = byId('record', HTMLButtonElement);
  const clock = byId('clock', HTMLElement);
  const choice = byId('microphone', HTMLSelectElement);
  const meter = byId('level', HTMLMeterElement);
  let stop: (() => void) | undefined;
  navigator.mediaDevices?.addEventListener('devicechange', offerMicrophones);
  offerMicrophones();

  button.addEventListener('click', async () => {
    if (stop) return stop();
    button.disabled = true;
    try {
      const microphone = await openMicrophone(choice.value);
      // Only now does the browser tell their names.
      await offerMicrophones();
      live.clear();
      const { port, sampleRate } = microphone;
      const recorded = engine('listen', { port, sampleRate }, { onProgress: live.add, transfer: [port] });
      const started = performance.now();
      clock.textContent = '0.0 s';
      const tick = setInterval(() => {
        const seconds = (performance.now() - started) / 1000;
        meter.value = microphone.level();
        clock.textContent = `${seconds.toFixed(1)} s`;
        if (seconds >= longest) stop?.();
      }, 100);
      stop = () => {
        stop = undefined;
        clearInterval(tick);
        microphone.stop();
      };
      show(true);
      onStatus('Listening … say a sentence, then stop.');
      const sound = await recorded;
      if (sound.samples.length < shortest * sound.sampleRate)
        throw new Error('Nothing was recorded: speak a little longer.');
      onSound(sound);
    } catch (error) {
      onError(error);
    } finally {
      // It may have ended by itself: a microphone can be unplugged.
      stop?.();
      show(false);
    }
  });

  async function offerMicrophones(): Promise<void> {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    // Without a name before the microphone was allowed for the first time.
    const named = devices.filter(({ kind, label }) => kind === 'audioinput' && label !== '');
    const chosen = choice.value;
    choice.replaceChildren(...named.map(({ deviceId, label }) => create('option', { value: deviceId }, label)));
    if (named.some(({ deviceId }) => deviceId === chosen)) choice.value = chosen;
    choice.hidden = named.length < 2;
  }

  function show(isListening: boolean): void {
    button.disabled = false;
    button.toggleAttribute('data-listening', isListening);
    meter.hidden = !isListening;
    button.textContent = isListening ? 'Stop' : 'Record';
  }
}
