import type { RecordingFields } from '../recording-fields.js';
import { emoboxFolds } from './emobox-folds.js';
import { requireSeed } from './require-seed.js';
import { shuffled } from './shuffled.js';
import type { Split } from './split-random.js';

/** How {@link splitSpeakers} divides. */
export interface SplitSpeakersOptions<T> {
  /** `emobox`: the six published folds over actors 1..24; or how many folds to make, from 2 to as many as speakers. */
  folds: 'emobox' | number;
  /**
   * Who speaks in an item.
   * @default item => item.fields.actor
   */
  speakerOf?: (item: T) => number | string;
  /**
   * An integer from 0 to 2^32 - 1, for a number of folds; the published ones have nothing to choose.
   * @default 0
   */
  seed?: number;
}

/** One fold: the test part is everything of its speakers, the training part everything of the others. */
export interface SpeakerFold<T> extends Split<T> {
  /** The speakers of the test part, sorted. */
  speakers: Array<number | string>;
}

/**
 * Divides items into folds by speaker: nobody is heard in both parts of a fold, and everybody is in exactly one test
 * part.
 *
 * `emobox`: six folds of four actors. With fewer actors, a fold has those that are there, and a fold without any is
 * left out. A number k: the speakers are sorted, shuffled and dealt to the folds in turn, first the males, then the
 * females (as in RAVDESS: odd and even numbers), then those who are no integers, so that the folds' sizes differ by at
 * most one speaker, over all and within each sex.
 *
 * @param items Of at least two speakers; their order does not change who is in which fold.
 * @param options How to divide.
 * @returns The folds; the parts of each in the order of `items`.
 * @throws RangeError when `folds` is neither `emobox` nor an integer from 2 to the number of speakers, when `emobox`
 * meets a speaker other than 1..24 or only one fold's speakers, when the seed is no such integer.
 * @throws TypeError when an item has no speaker.
 * Source: EmoBox's six folds for RAVDESS.
 *
 * @example
 * splitSpeakers(recordings, { folds: 'emobox' })[0].speakers; // [1, 11, 20, 21]
 */
export function splitSpeakers<T>(
  items: readonly T[],
  { folds, speakerOf = actorOf, seed = 0 }: SplitSpeakersOptions<T>,
): SpeakerFold<T>[] {
  requireSeed('splitSpeakers', seed);
  const speakerOfItem = items.map((item) => requireSpeaker(speakerOf(item)));
  const speakers = [...new Set(speakerOfItem)].sort(bySpeaker);
  const groups = folds === 'emobox' ? emoboxGroups(speakers) : dealtGroups(speakers, folds, seed);
  return groups.map((group) => {
    const tested = new Set(group);
    return {
      train: items.filter((_, index) => !tested.has(speakerOfItem[index])),
      test: items.filter((_, index) => tested.has(speakerOfItem[index])),
      speakers: group.sort(bySpeaker),
    };
  });
}

type Speaker = number | string;

function actorOf(item: unknown): number {
  return (item as { fields?: RecordingFields } | null | undefined)?.fields?.actor as number;
}

function requireSpeaker(speaker: Speaker): Speaker {
  if (typeof speaker !== 'string' && !Number.isFinite(speaker)) {
    throw new TypeError(
      `splitSpeakers: speakerOf must return a number or a string for every item; received ${String(speaker)}`,
    );
  }
  return speaker;
}

/** Numbers first, by size; then strings, by their characters' codes. */
function bySpeaker(a: Speaker, b: Speaker): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : 1;
}

function emoboxGroups(speakers: Speaker[]): Speaker[][] {
  const all: Speaker[] = emoboxFolds.flat();
  const stranger = speakers.find((speaker) => !all.includes(speaker));
  if (stranger !== undefined) {
    throw new RangeError(`splitSpeakers: speakers of 'emobox' must be integers from 1 to 24; received ${stranger}`);
  }
  const groups = emoboxFolds.map((fold) => fold.filter((actor) => speakers.includes(actor)) as Speaker[]);
  const present = groups.filter((group) => group.length > 0);
  if (!(present.length >= 2)) {
    throw new RangeError(
      `splitSpeakers: items must be of actors from at least two of the 'emobox' folds; ` +
        `received actors ${speakers.join(', ') || 'none'}`,
    );
  }
  return present;
}

function dealtGroups(speakers: Speaker[], folds: number, seed: number): Speaker[][] {
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= speakers.length)) {
    throw new RangeError(
      `splitSpeakers: folds must be 'emobox' or an integer from 2 to the number of speakers, ${speakers.length}; ` +
        `received ${String(folds)}`,
    );
  }
  const order = shuffled(speakers, seed);
  const dealt = ['male', 'female', 'unknown'].flatMap((sex) => order.filter((speaker) => sexOf(speaker) === sex));
  return Array.from({ length: folds }, (_, fold) => dealt.filter((_, index) => index % folds === fold));
}

/** As `actorSex`, for numbers of any corpus. */
function sexOf(speaker: Speaker): 'male' | 'female' | 'unknown' {
  if (!Number.isInteger(speaker)) return 'unknown';
  return (speaker as number) % 2 === 0 ? 'female' : 'male';
}
