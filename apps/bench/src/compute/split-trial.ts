import {
  type CorpusFields,
  type CorpusName,
  corpora,
  requireDisjoint,
  type Split,
  sharedItems,
  splitRandom,
  splitSpeakers,
  splitStatements,
} from '@aver/ravdess';
import type { SplitSpec, TestedSplit } from './trial.js';

/** A recording as far as a split is concerned. */
export interface SplitItem {
  name: string;
  /** Identity of its content. */
  fingerprint: string;
  fields: CorpusFields;
}

/** A divided set of recordings, each part sorted by name. */
export interface TrialSplit extends Split<SplitItem> {
  /** How many recordings to train on have the content of one that is tested, under another name. */
  sharedContent: number;
}

/** What a split needs to know of recordings, from their names and the identities of their contents. */
export function splitItems(corpus: CorpusName, names: string[], fingerprints: string[]): SplitItem[] {
  return names.map((name, i) => ({ name, fingerprint: fingerprints[i], fields: corpora[corpus].parseName(name) }));
}

/**
 * Divides recordings into a training and a test part, and checks that nothing is in both.
 *
 * Recordings of the same content are kept together by the random split: RAVDESS holds one sound under two names. A split
 * by speakers or statements cannot do that where the same sound goes by two speakers; then it is counted.
 *
 * An inner split divides the training part of the outer one; its parts hold nothing of the outer test part.
 *
 * @param items Sorted by name.
 * @throws RangeError when a fold does not exist for these recordings, or the parts are not disjoint.
 */
export function splitTrial(split: SplitSpec, items: SplitItem[]): TrialSplit {
  const sorted = [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (split.kind === 'none') return { train: sorted, test: [], sharedContent: 0 };
  const outer = checked(split, divide(split, sorted));
  if (!('inner' in split && split.inner)) return outer;
  const inner = checked(split, divideAgain(split, outer.train));
  // Also by content and by speaker, as the outer parts are.
  checked(split, { train: [...inner.train, ...inner.test], test: outer.test });
  return inner;
}

function checked(split: TestedSplit, part: Split<SplitItem> | undefined): TrialSplit {
  if (!part) {
    throw new RangeError(`splitTrial: fold must be one that the recordings have; received ${JSON.stringify(split)}`);
  }
  requireDisjoint(part, { recording: ({ name }) => name });
  if (split.kind === 'random') requireDisjoint(part, { content: ({ fingerprint }) => fingerprint });
  if (split.kind === 'speakers') requireDisjoint(part, { speaker: ({ fields }) => fields.speaker });
  if (split.kind === 'statements') requireDisjoint(part, { statement: ({ fields }) => fields.statement });
  return { ...part, sharedContent: sharedItems(part, ({ fingerprint }) => fingerprint).length };
}

function divide(split: TestedSplit, items: SplitItem[]): Split<SplitItem> | undefined {
  if (split.kind === 'random') {
    const { testFraction, seed } = split;
    return splitRandom(items, { testFraction, seed, keepTogether: ({ fingerprint }) => fingerprint });
  }
  const { train, test } =
    (split.kind === 'speakers'
      ? splitSpeakers(items, { folds: split.folds })[split.fold]
      : splitStatements(items, { folds: split.folds })[split.fold]) ?? {};
  return train && test && { train, test };
}

/** Divides the training part: at random with every emotion in proportion, since it is small; or by speakers. */
function divideAgain(split: TestedSplit, items: SplitItem[]): Split<SplitItem> | undefined {
  if (split.kind === 'random' && split.inner) {
    const stratifyBy = ({ fields }: SplitItem) => fields.emotion;
    return splitRandom(items, { ...split.inner, stratifyBy, keepTogether: ({ fingerprint }) => fingerprint });
  }
  if (split.kind === 'speakers' && split.inner) return divide({ kind: 'speakers', ...split.inner }, items);
  return undefined;
}
