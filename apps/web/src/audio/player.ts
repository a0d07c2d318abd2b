import { openCapture } from './capture.js';

/** Plays one sound at a time. */
export interface Player {
  /**
   * Plays a sound from its start, and ends the one before.
   *
   * @param onCapture Gets the port where the sound arrives as it is heard, for the worker, and its rate in Hz.
   */
  play(
    sound: { samples: Float32Array; sampleRate: number },
    onCapture: (port: MessagePort, sampleRate: number) => void,
  ): Promise<void>;
  /** Ends what is playing. */
  stop(): void;
  /** How much of it was played, in seconds; undefined where nothing plays. */
  seconds(): number | undefined;
}

/** @param onChange Told when playing begins and when it ends. */
export function createPlayer(onChange: (isPlaying: boolean) => void): Player {
  let context: AudioContext | undefined;
  let playing: AudioBufferSourceNode | undefined;
  let turn = 0;
  let begin = 0;
  function stop(): void {
    turn++;
    playing?.stop();
  }
  return {
    stop,
    seconds: () => (playing && context ? context.currentTime - begin : undefined),
    async play({ samples, sampleRate }, onCapture) {
      stop();
      const own = turn;
      // Made at the first click, since browsers keep one made before silent.
      context ??= new AudioContext();
      await context.resume();
      const buffer = context.createBuffer(1, samples.length, sampleRate);
      buffer.copyToChannel(samples as Float32Array<ArrayBuffer>, 0);
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(context.destination);
      const capture = await openCapture(context);
      // Another press came meanwhile.
      if (own !== turn) return;
      source.connect(capture.node);
      onCapture(capture.port, context.sampleRate);
      playing = source;
      source.onended = () => {
        capture.end();
        if (playing !== source) return;
        playing = undefined;
        onChange(false);
      };
      begin = context.currentTime;
      source.start();
      onChange(true);
    },
  };
}
