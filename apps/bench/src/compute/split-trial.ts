import {
  type CorpusFields,
  requireDisjoint,
  type Split,
  sharedItems,
  splitRandom,
  splitSpeakers,
  splitStatements,
  takeOf,
} from '@aver/ravdess';
import { type CorpusId, corpusOf, type Labels } from './corpus-of.js';
import { type NotebookFiles, notebookFiles, notebookTestPictures } from './notebook-files.js';
import type { SplitSpec, TestedSplit } from './trial.js';

/** A recording as far as a split is concerned. */
export interface SplitItem {
  name: string;
  /** Identity of its content. */
  fingerprint: string;
  /** Identity of what was recorded: the same for the sound alone and the sound of a picture of one take. */
  take: string;
  fields: CorpusFields<string>;
}

/** A divided set of recordings, each part sorted by name. */
export interface TrialSplit extends Split<SplitItem> {
  /** How many recordings to train on have the content, or are of the take, of one that is tested under another name. */
  sharedContent: number;
}

/**
 * What a split needs to know of recordings, from their names and the identities of their contents.
 *
 * @param emotions The labels that are learned, which a corpus of folders is told by.
 * @param labels What labels of the files are called, where it is not what the files call them.
 */
export function splitItems(
  corpus: CorpusId,
  names: string[],
  fingerprints: string[],
  emotions: readonly string[] = [],
  labels?: Labels,
): SplitItem[] {
  const { parseName } = corpusOf(corpus, emotions, labels);
  return names.map((name, i) => ({
    name,
    fingerprint: fingerprints[i],
    take: corpus === 'ravdess' ? takeOf(name) : name,
    fields: parseName(name),
  }));
}

/**
 * Divides recordings into a training and a test part, and checks that nothing is in both.
 *
 * Recordings of the same content, or of one take in several modalities, are kept together by the random split: RAVDESS
 * holds one sound under two names. A split
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
  if (split.kind === 'random') {
    requireDisjoint(part, { content: ({ fingerprint }) => fingerprint, take: ({ take }) => take });
  }
  if (split.kind === 'speakers') requireDisjoint(part, { speaker: ({ fields }) => fields.speaker });
  if (split.kind === 'statements') requireDisjoint(part, { statement: ({ fields }) => fields.statement });
  return { ...part, sharedContent: sharedItems(part, moments([...part.train, ...part.test])).length };
}

/**
 * What a recording is a recording of, equal for equal contents and for equal takes: what may not be both trained on and
 * tested.
 */
function moments(items: SplitItem[]): (item: SplitItem) => string {
  // Each content leads to the first take that has it; of three recordings in a chain, over two steps.
  const first = new Map<string, string>();
  const root = (key: string): string => {
    const next = first.get(key);
    return next === undefined || next === key ? key : root(next);
  };
  for (const { fingerprint, take } of items) {
    const [a, b] = [root(`content ${fingerprint}`), root(`take ${take}`)];
    if (a !== b) first.set(b, a);
  }
  return ({ fingerprint }) => root(`content ${fingerprint}`);
}

function divide(split: TestedSplit, items: SplitItem[]): Split<SplitItem> | undefined {
  if (split.kind === 'random') {
    const { testFraction, seed } = split;
    return splitRandom(items, { testFraction, seed, keepTogether: moments(items) });
  }
  if (split.kind === 'notebook') return divideAsNotebooks(split, items);
  if (split.kind === 'corpus') {
    const isTrain = ({ name }: SplitItem) => name.startsWith('train/');
    return { train: items.filter(isTrain), test: items.filter((item) => !isTrain(item)) };
  }
  const { train, test } =
    (split.kind === 'speakers'
      ? splitSpeakers(items, { folds: split.folds })[split.fold]
      : splitStatements(items, { folds: split.folds })[split.fold]) ?? {};
  return train && test && { train, test };
}

function divideAsNotebooks(split: Extract<TestedSplit, { kind: 'notebook' }>, items: SplitItem[]): Split<SplitItem> {
  const files = notebookFiles();
  const of = (names: string[]) => items.filter(({ name }) => names.includes(name));
  const missing = missingOfNotebook(split.list, items);
  if (missing.length > 0) {
    throw new RangeError(`splitTrial: items must hold the notebooks' recordings; received none of ${missing[0]}`);
  }
  if (split.list === 'features') return { train: of(files.train), test: of(files.test) };
  const pictures = of(files.pictures);
  return splitRandom(pictures, { testCount: notebookTestPictures, seed: split.seed, keepTogether: moments(pictures) });
}

/** Which of the recordings that the notebooks read are not there, by name. */
export function missingOfNotebook(list: 'features' | 'pictures', items: Array<{ name: string }>): string[] {
  const { train, test, pictures }: NotebookFiles = notebookFiles();
  const there = new Set(items.map(({ name }) => name));
  return (list === 'features' ? [...train, ...test] : pictures).filter((name) => !there.has(name));
}

/** Divides the training part: at random with every emotion in proportion, since it is small; or by speakers. */
function divideAgain(split: TestedSplit, items: SplitItem[]): Split<SplitItem> | undefined {
  if (split.kind === 'random' && split.inner) {
    const stratifyBy = ({ fields }: SplitItem) => fields.emotion;
    return splitRandom(items, { ...split.inner, stratifyBy, keepTogether: moments(items) });
  }
  if (split.kind === 'speakers' && split.inner) return divide({ kind: 'speakers', ...split.inner }, items);
  return undefined;
}
