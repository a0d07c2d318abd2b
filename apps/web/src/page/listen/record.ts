import { openMicrophone } from '../../audio/microphone.js';
import type { Sound } from '../../worker/calls.js';
import { byId } from '../elements.js';
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
  let stop: (() => void) | undefined;

  button.addEventListener('click', async () => {
    if (stop) return stop();
    button.disabled = true;
    try {
      const microphone = await openMicrophone();
      live.clear();
      const { port, sampleRate } = microphone;
      const recorded = engine('listen', { port, sampleRate }, { onProgress: live.add, transfer: [port] });
      const started = performance.now();
      const tick = setInterval(() => {
        const seconds = (performance.now() - started) / 1000;
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
      show(false);
    }
  });

  function show(isListening: boolean): void {
    button.disabled = false;
    button.toggleAttribute('data-listening', isListening);
    button.textContent = isListening ? 'Stop' : 'Record';
  }
}
