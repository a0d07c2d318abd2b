import { requireSeed } from '@aver/random';
import type { CorpusFields } from '../corpora/corpus.js';
import type { RecordingFields } from '../naming/recording-fields.js';
import { emoboxFolds } from './emobox-folds.js';
import { dealtKeys, foldsOf, type Key, keysOf, sortedKeys } from './key-folds.js';
import type { Split } from './split-random.js';

/** How {@link splitSpeakers} divides. */
export interface SplitSpeakersOptions<T> {
  /** `emobox`: the six published folds over actors 1..24; or how many folds to make, from 2 to as many as speakers. */
  folds: 'emobox' | number;
  /**
   * Who speaks in an item.
   * @default item => item.fields.speaker ?? item.fields.actor
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
 * @see EmoBox's six folds for RAVDESS.
 *
 * @example
 * splitSpeakers(recordings, { folds: 'emobox' })[0].speakers; // [1, 11, 20, 21]
 */
export function splitSpeakers<T>(
  items: readonly T[],
  { folds, speakerOf = ownSpeaker, seed = 0 }: SplitSpeakersOptions<T>,
): SpeakerFold<T>[] {
  requireSeed('splitSpeakers', seed);
  const keys = keysOf('splitSpeakers', 'speakerOf', items, speakerOf);
  const speakers = sortedKeys(keys);
  const groups = folds === 'emobox' ? emoboxGroups(speakers) : dealtGroups(speakers, folds, seed);
  return foldsOf(items, keys, groups).map(({ train, test, keys: tested }) => ({ train, test, speakers: tested }));
}

/** A synthetic recording says `actor` alone; what `listRecordings` gives says `speaker`, whatever the corpus. */
function ownSpeaker(item: unknown): Key {
  const fields = (item as { fields?: Partial<CorpusFields & RecordingFields> } | null | undefined)?.fields;
  return (fields?.speaker ?? fields?.actor) as Key;
}

function emoboxGroups(speakers: Key[]): Key[][] {
  const all: Key[] = emoboxFolds.flat();
  const stranger = speakers.find((speaker) => !all.includes(speaker));
  if (stranger !== undefined) {
    throw new RangeError(`splitSpeakers: speakers of 'emobox' must be integers from 1 to 24; received ${stranger}`);
  }
  const groups = emoboxFolds.map((fold) => fold.filter((actor) => speakers.includes(actor)) as Key[]);
  const present = groups.filter((group) => group.length > 0);
  if (!(present.length >= 2)) {
    throw new RangeError(
      `splitSpeakers: items must be of actors from at least two of the 'emobox' folds; ` +
        `received actors ${speakers.join(', ') || 'none'}`,
    );
  }
  return present;
}

function dealtGroups(speakers: Key[], folds: number, seed: number): Key[][] {
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= speakers.length)) {
    throw new RangeError(
      `splitSpeakers: folds must be 'emobox' or an integer from 2 to the number of speakers, ${speakers.length}; ` +
        `received ${String(folds)}`,
    );
  }
  return dealtKeys(speakers, folds, seed, { order: ['male', 'female', 'unknown'], classOf: sexOf });
}

/** As `actorSex`, for numbers of any corpus. */
function sexOf(speaker: Key): 'male' | 'female' | 'unknown' {
  if (!Number.isInteger(speaker)) return 'unknown';
  return (speaker as number) % 2 === 0 ? 'female' : 'male';
}
