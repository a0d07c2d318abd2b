import { heardSeconds } from './heard-seconds.js';
import { hearsVoice } from './input-parts.js';
import type { Recognition, RecognizedLabel, Recognizer } from './recognizer.js';
import { requireListenable } from './require-listenable.js';
import { steadyLabel } from './steady-label.js';
import { windowResampler } from './window-resampler.js';

/** Options of {@link createListener}. */
export interface ListenerOptions {
  /** Length of what is heard at once, in seconds. @default what the model hears, or 3 where it hears any length */
  windowSeconds?: number;
  /** From one window's start to the next's, in seconds. @default half a window */
  hopSeconds?: number;
  /**
   * How much must be said for another label before it takes over: the sum over windows of the log of its probability
   * over the present one's. A window counts for at most 4.6; with 0 every window has its own label. @default 6
   */
  smoothing?: number;
  /** The lowest sample rate that is taken, in Hz. @default 8000 */
  minSampleRate?: number;
  /** Ends the work between its steps. @default none */
  signal?: AbortSignal;
}

/** What is heard in one window. */
export interface WindowAnswer<Label extends string = string> extends Omit<Recognition<Label>, 'notes'> {
  /** Where the window begins, in seconds. */
  start: number;
  /** Where it ends, in seconds. */
  end: number;
  /**
   * What is steadily said; not always what this window alone says. 'no voice' is said at once, and takes no part in what
   * is said before and after; 'not sure' where the steady label's probability, on average since it took over, is under the
   * card's threshold.
   */
  label: RecognizedLabel<Label>;
  /** The label's in this window: of 'not sure' the steady label's, of 'no voice' 1 - `speech`. */
  probability: number;
  /** The index of the first window that said so: it is known a little later. */
  since: number;
}

/** Listens to a sound that is still going on. */
export interface Listener<Label extends string = string> {
  /**
   * @param chunk The next samples, of any length; copied.
   * @returns The answers of the windows that they complete; await them before the next, where a sound is faster than the
   *   model.
   * @throws TypeError when chunk is no Float32Array.
   * @throws RangeError for samples that are not finite.
   * @throws The signal's reason when it is aborted.
   */
  push(chunk: Float32Array): Promise<WindowAnswer<Label>[]>;
  /**
   * The sound is over.
   *
   * @returns The answer of the last window, which ends with the sound, where something was not heard yet.
   */
  end(): Promise<WindowAnswer<Label>[]>;
}

/** The rate that voice features bring a sound to, in Hz. */
const voiceRate = 16_000;
/** Windows that the model is asked at once: what they need in memory is what a listener needs. */
const windowsAtOnce = 8;

/**
 * Listens to a sound as it comes, window by window, and keeps a label steady. The answers depend on the samples alone, not
 * on the chunks they come in; memory on the windows and chunks, not on the sound's length.
 *
 * @param recognizer Whom to ask.
 * @param sampleRate Hz.
 * @param options Windows, smoothing, a signal.
 * @throws RangeError when windowSeconds is not from 0.1 to 600, hopSeconds not from 0.01 to that, or smoothing below 0.
 * @throws RecognizerError `SAMPLE_RATE_TOO_LOW`.
 * @example
 * const listener = createListener(recognizer, 48000);
 * microphone.port.onmessage = async ({ data }) => {
 *   for (const { label, start } of await listener.push(data)) console.log(start, label);
 * };
 */
export function createListener<Label extends string>(
  recognizer: Recognizer<Label>,
  sampleRate: number,
  options: ListenerOptions = {},
): Listener<Label> {
  const { input, sure } = recognizer.card;
  const heard = heardSeconds(input);
  const { windowSeconds = Number.isFinite(heard) ? heard : 3, minSampleRate, signal } = options;
  const { hopSeconds = windowSeconds / 2, smoothing = 6 } = options;
  requireListenable(new Float32Array(0), sampleRate, { minSampleRate });
  requireOption(
    'windowSeconds',
    'a number from 0.1 to 600',
    windowSeconds,
    windowSeconds >= 0.1 && windowSeconds <= 600,
  );
  const isHop = hopSeconds >= 0.01 && hopSeconds <= windowSeconds;
  requireOption('hopSeconds', `a number from 0.01 to windowSeconds = ${windowSeconds}`, hopSeconds, isHop);
  requireOption('smoothing', 'a finite number of at least 0', smoothing, smoothing >= 0 && Number.isFinite(smoothing));

  const windowLength = Math.round(windowSeconds * sampleRate);
  const hopLength = Math.round(hopSeconds * sampleRate);
  const steady = steadyLabel(smoothing);
  let window = 0;
  let quietSince = -1; // the first of the windows without a voice, -1 in a voice
  let present = { index: -1, sum: 0, windows: 0 }; // the steady label's probability since it took over
  let pieces: Float32Array[] = []; // from heldFrom to total
  let heldFrom = 0;
  let total = 0;
  let nextStart = 0; // of the next window
  let answered = 0; // where the last window ended
  let hasEnded = false;
  let work: Promise<unknown> = Promise.resolve();

  // What begins with another rate does so once for all windows.
  const rate = recognizer.card.sampleRate ?? (hearsVoice(input) ? voiceRate : sampleRate);
  const resampled = rate === sampleRate ? undefined : windowResampler(sampleRate, rate);

  async function answers(windows: Array<{ from: number; samples: Float32Array }>): Promise<WindowAnswer<Label>[]> {
    signal?.throwIfAborted();
    const inputs = windows.map(({ from, samples }) =>
      resampled ? recognizer.inputOf(resampled(samples, from), rate) : recognizer.inputOf(samples, sampleRate),
    );
    const recognitions = await recognizer.recognizeInputs(inputs);
    signal?.throwIfAborted();
    return recognitions.map(({ notes, ...recognition }, i) => {
      const { from, samples } = windows[i];
      answered = from + samples.length;
      return { start: from / sampleRate, end: answered / sampleRate, ...recognition, ...steadied(recognition) };
    });
  }

  /** The window's label as those before it have it. */
  function steadied({ label, probability, probabilities }: Omit<Recognition<Label>, 'notes'>) {
    const number = window++;
    if (label === 'no voice') {
      if (quietSince < 0) quietSince = number;
      return { label, probability, since: quietSince };
    }
    quietSince = -1;
    const { index, since } = steady(
      probabilities.map(({ probability }) => probability),
      number,
    );
    if (index !== present.index) present = { index, sum: 0, windows: 0 };
    present.sum += probabilities[index].probability;
    present.windows++;
    const isSure = !(present.sum / present.windows < (sure?.threshold ?? 0));
    return { ...probabilities[index], ...(!isSure && { label: 'not sure' as const }), since };
  }

  async function take(chunk: Float32Array): Promise<WindowAnswer<Label>[]> {
    pieces.push(chunk);
    total += chunk.length;
    const result: WindowAnswer<Label>[] = [];
    if (nextStart + windowLength > total) return result;
    const held = joined(pieces);
    while (nextStart + windowLength <= total) {
      const windows: Parameters<typeof answers>[0] = [];
      for (; windows.length < windowsAtOnce && nextStart + windowLength <= total; nextStart += hopLength) {
        const at = nextStart - heldFrom;
        windows.push({ from: nextStart, samples: held.subarray(at, at + windowLength) });
      }
      result.push(...(await answers(windows)));
    }
    // One window's length, for the last, which ends with the sound.
    const from = Math.max(0, total - windowLength);
    pieces = [held.slice(from - heldFrom)];
    heldFrom = from;
    return result;
  }

  async function finish(): Promise<WindowAnswer<Label>[]> {
    if (!(answered < total)) return [];
    const from = Math.max(0, total - windowLength);
    return answers([{ from, samples: joined(pieces).subarray(from - heldFrom) }]);
  }

  /** One after the other, whether or not they are awaited; all that follow a failure fail with it. */
  function next<Result>(step: () => Promise<Result>): Promise<Result> {
    const result = work.then(step);
    work = result;
    work.catch(() => {});
    return result;
  }

  return {
    async push(chunk) {
      if (!(chunk instanceof Float32Array)) {
        throw new TypeError(`push: chunk must be a Float32Array; received ${chunk === null ? 'null' : typeof chunk}`);
      }
      if (hasEnded) throw new RangeError(`push: chunk must come before the end; received ${chunk.length} samples`);
      const copy = chunk.slice();
      return next(() => take(copy));
    },
    async end() {
      hasEnded = true;
      return next(finish);
    },
  };
}

function requireOption(name: string, expected: string, value: number, isGood: boolean): void {
  if (!isGood) throw new RangeError(`createListener: ${name} must be ${expected}; received ${value}`);
}

function joined(pieces: Float32Array[]): Float32Array {
  const all = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
