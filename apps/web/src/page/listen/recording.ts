import { openMicrophone } from '../../audio/microphone.js';
import type { Heard, Sound } from '../../worker/calls.js';
import type { Engine } from '../engine.js';

/** Shorter than this, in seconds, nothing was said. */
const shortest = 0.3;

/** A recording that goes on. */
export interface Recording {
  /** What was recorded, once it ended: stopped, or the microphone unplugged. */
  sound: Promise<Sound>;
  /** The loudest of the last 40 ms or so: 0 to 1, where it clips. */
  level(): number;
  stop(): void;
}

/**
 * Begins to record.
 *
 * @param microphone The browser's name of one; its own choice where it is empty.
 * @param isAsked Whether the model answers meanwhile.
 * @throws Error in words for the person in front of the page.
 */
export async function startRecording(
  engine: Engine,
  { microphone, isAsked, onHeard }: { microphone: string; isAsked: boolean; onHeard: (heard: Heard) => void },
): Promise<Recording> {
  const { port, sampleRate, level, stop } = await openMicrophone(microphone);
  const heard = engine('listen', { port, sampleRate, isAsked }, { onProgress: onHeard, transfer: [port] });
  return {
    level,
    stop,
    sound: heard.then((sound) => {
      if (sound.samples.length >= shortest * sound.sampleRate) return sound;
      throw new Error('Nothing was recorded: speak a little longer.');
    }),
  };
}
