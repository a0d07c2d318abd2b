import { type Corpus, type CorpusFields, type CorpusName, corpora, folderCorpus } from '@aver/ravdess';

/** How recordings are named: as a corpus names them, or in folders that are named after their labels. */
export type OneCorpus = CorpusName | 'folders';

/** The same; or `A to B` for recordings of A that are learned from and recordings of B that are tested. */
export type CorpusId = OneCorpus | `${OneCorpus} to ${OneCorpus}`;

/** Also where nothing says where the speaker ends: then each file is its own speaker. */
const speaker = /^(?<speaker>[^_\- ]+)(?:[_\- ](?<statement>.*))?$/s;

/**
 * The corpus of a name. Recordings of `A to B` have the names of their corpora, behind `train/` or `test/`.
 *
 * @param labels The folders, where these tell.
 */
export function corpusOf(id: CorpusId, labels: readonly string[]): Corpus<CorpusFields<string>> {
  const [train, test] = id.split(' to ') as [OneCorpus, OneCorpus?];
  if (test === undefined) {
    const corpus = train === 'folders' ? folderCorpus({ labels, pattern: speaker }) : corpora[train];
    return corpus as Corpus<CorpusFields<string>>;
  }
  const parts = { train: corpusOf(train, labels), test: corpusOf(test, labels) };
  return {
    name: id,
    title: `${parts.train.title} to ${parts.test.title}`,
    emotions: labels,
    parseName: (path) => parts[path.startsWith('train/') ? 'train' : 'test'].parseName(path.replace(/^\w+\//, '')),
    formatName: (fields) => parts.test.formatName(fields),
  };
}

/** Whether a text, as from a file, is the name of a corpus. */
export function isCorpusId(text: string): text is CorpusId {
  const parts = text.split(' to ');
  return parts.length <= 2 && parts.every((part) => part === 'folders' || Object.keys(corpora).includes(part));
}
