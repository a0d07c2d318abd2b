import { createListener, type ListenerOptions, type WindowAnswer } from './create-listener.js';
import type { RecognizeOptions } from './recognize-options.js';
import type { Recognition, RecognizedLabel, Recognizer } from './recognizer.js';
import { requireListenable } from './require-listenable.js';
import { soundNotes } from './sound-notes.js';

/** Options of {@link timeline}. */
export interface TimelineOptions extends ListenerOptions, RecognizeOptions {
  /** The longest sound that is taken, in seconds. @default 14400, four hours */
  maxSeconds?: number;
}

/** A part of a sound with one label. */
export interface TimelineSegment<Label extends string = string> {
  /** Where it begins, in seconds. */
  start: number;
  /** Where it ends, in seconds: where the next begins. */
  end: number;
  label: RecognizedLabel<Label>;
  /** The mean of each label's over the windows of the segment, in the order of the card. */
  probabilities: Recognition<Label>['probabilities'];
  /** The mean of theirs, where the model tells. */
  speech?: number;
}

/** What {@link timeline} gives. */
export interface Timeline<Label extends string = string> {
  /** From the beginning to the end of the sound. */
  segments: TimelineSegment<Label>[];
  /**
   * Of the whole: the means over all windows with a voice, and the label with the largest; 'no voice' where none has one.
   * `speech` is the mean over all windows.
   */
  summary: Recognition<Label>;
}

/** Samples that are heard between two rests in which other things happen, in seconds. */
const pieceSeconds = 1;

/**
 * What a model says of a long sound as it goes on: window by window as `createListener` hears them, parts with the same
 * steady label put together, parts without a voice between them. Where a label changes, the border lies half-way between the middles of the two windows.
 *
 * @param recognizer Whom to ask.
 * @param samples Mono signal in [-1, 1].
 * @param sampleRate Hz.
 * @param options Windows, smoothing, limits, a signal.
 * @throws TypeError when samples are no Float32Array.
 * @throws RangeError for samples that are none or not finite, or an option that is not what it must be.
 * @throws RecognizerError `SOUND_TOO_LONG` or `SAMPLE_RATE_TOO_LOW`, before any work.
 * @throws The signal's reason when it is aborted.
 * @example
 * const { segments, summary } = await timeline(recognizer, samples, 48000);
 * for (const { start, end, label } of segments) console.log(start, end, label);
 */
export async function timeline<Label extends string>(
  recognizer: Recognizer<Label>,
  samples: Float32Array,
  sampleRate: number,
  { maxSeconds = 4 * 3600, name, ...options }: TimelineOptions = {},
): Promise<Timeline<Label>> {
  requireListenable(samples, sampleRate, { maxSeconds, minSampleRate: options.minSampleRate, name });
  if (!(samples.length >= 1)) throw new RangeError(`timeline: samples must be one or more; received ${samples.length}`);
  const listener = createListener(recognizer, sampleRate, options);
  const answers: WindowAnswer<Label>[] = [];
  const pieceLength = Math.ceil(pieceSeconds * sampleRate);
  for (let at = 0; at < samples.length; at += pieceLength) {
    answers.push(...(await listener.push(samples.subarray(at, at + pieceLength))));
    await new Promise((resolve) => setTimeout(resolve));
    options.signal?.throwIfAborted();
  }
  answers.push(...(await listener.end()));

  const { card } = recognizer;
  const voiced = answers.filter(({ label }) => label !== 'no voice');
  const { probabilities } = meansOf(voiced.length > 0 ? voiced : answers);
  const { speech } = meansOf(answers);
  const best = probabilities.reduce((best, one) => (one.probability > best.probability ? one : best));
  const windowLength = Math.round((answers[0].end - answers[0].start) * sampleRate);
  return {
    segments: segmentsOf(answers, samples.length / sampleRate),
    summary: {
      ...best,
      ...(best.probability < (card.sure?.threshold ?? 0) && { label: 'not sure' as const }),
      ...(voiced.length === 0 && speech !== undefined && { label: 'no voice' as const, probability: 1 - speech }),
      probabilities,
      ...(speech !== undefined && { speech }),
      notes: soundNotes(windowLength, sampleRate, card),
    },
  };
}

/** Windows in a row with one label. */
interface Run<Label extends string> {
  label: RecognizedLabel<Label>;
  from: number;
  until: number;
}

function segmentsOf<Label extends string>(answers: WindowAnswer<Label>[], seconds: number): TimelineSegment<Label>[] {
  const runs: Run<Label>[] = [];
  for (const [i, label] of settledLabels(answers).entries()) {
    const last = runs.at(-1);
    if (last?.label === label) last.until = i + 1;
    else runs.push({ label, from: i, until: i + 1 });
  }
  const middle = (i: number) => (answers[i].start + answers[i].end) / 2;
  const border = (i: number) => (middle(i - 1) + middle(i)) / 2;
  return runs.map(({ label, from, until }) => ({
    start: from === 0 ? 0 : border(from),
    end: until === answers.length ? seconds : border(until),
    label,
    ...meansOf(answers.slice(from, until)),
  }));
}

/** What is known of each window in the end: what the last one said for all since when it holds, but those without a voice. */
function settledLabels<Label extends string>(answers: WindowAnswer<Label>[]): RecognizedLabel<Label>[] {
  const labels = answers.map(({ label }) => label);
  let known = { since: answers.length, label: labels[0] };
  for (let i = answers.length - 1; i >= 0; i--) {
    if (answers[i].label === 'no voice') continue;
    if (i < known.since) known = answers[i];
    labels[i] = known.label;
  }
  return labels;
}

function meansOf<Label extends string>(
  answers: WindowAnswer<Label>[],
): Pick<Recognition<Label>, 'probabilities' | 'speech'> {
  const mean = (value: (answer: WindowAnswer<Label>) => number) =>
    answers.reduce((sum, answer) => sum + value(answer), 0) / answers.length;
  return {
    probabilities: answers[0].probabilities.map(({ label }, i) => ({
      label,
      probability: mean(({ probabilities }) => probabilities[i].probability),
    })),
    ...(answers[0].speech !== undefined && { speech: mean(({ speech }) => speech as number) }),
  };
}
