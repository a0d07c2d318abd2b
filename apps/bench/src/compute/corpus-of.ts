import { type Corpus, type CorpusFields, type CorpusName, corpora, folderCorpus } from '@aver/ravdess';

/** How recordings are named: as a corpus names them, or in folders that are named after their labels. */
export type OneCorpus = CorpusName | 'folders';

/** What labels of the files are called in place of what the files call them. */
export type Labels = Readonly<Record<string, string>>;

/** The same; or `A to B` for recordings of A that are learned from and recordings of B that are tested. */
export type CorpusId = OneCorpus | `${OneCorpus} to ${OneCorpus}`;

/** Also where nothing says where the speaker ends: then each file is its own speaker. */
const speaker = /^(?<speaker>[^_\- ]+)(?:[_\- ](?<statement>.*))?$/s;

/**
 * The corpus of a name. Recordings of `A to B` have the names of their corpora, behind `train/` or `test/`.
 *
 * @param labels The folders, where these tell.
 * @param renamed What labels of the files are called here, where it is not what the files call them.
 */
export function corpusOf(id: CorpusId, labels: readonly string[], renamed: Labels = {}): Corpus<CorpusFields<string>> {
  const [train, test] = id.split(' to ') as [OneCorpus, OneCorpus?];
  if (test === undefined) {
    const folders = [...new Set([...labels, ...Object.keys(renamed)])];
    const corpus = train === 'folders' ? folderCorpus({ labels: folders, pattern: speaker }) : corpora[train];
    return withNames(corpus as Corpus<CorpusFields<string>>, renamed);
  }
  const parts = { train: corpusOf(train, labels, renamed), test: corpusOf(test, labels, renamed) };
  return {
    name: id,
    title: `${parts.train.title} to ${parts.test.title}`,
    emotions: labels,
    parseName: (path) => parts[path.startsWith('train/') ? 'train' : 'test'].parseName(path.replace(/^\w+\//, '')),
    formatName: (fields) => parts.test.formatName(fields),
  };
}

/** A corpus that calls labels otherwise, several perhaps the same: what names are read to is renamed, not the names. */
function withNames(corpus: Corpus<CorpusFields<string>>, renamed: Labels): Corpus<CorpusFields<string>> {
  if (Object.keys(renamed).length === 0) return corpus;
  return {
    ...corpus,
    emotions: [...new Set(corpus.emotions.map((label) => nameOf(label, renamed)))],
    parseName: (path) => {
      const fields = corpus.parseName(path);
      return { ...fields, emotion: nameOf(fields.emotion, renamed) };
    },
  };
}

/** What a label of the files is called. */
export function nameOf(label: string, renamed: Labels = {}): string {
  return Object.hasOwn(renamed, label) ? renamed[label] : label;
}

/** Whether a text, as from a file, is the name of a corpus. */
export function isCorpusId(text: string): text is CorpusId {
  const parts = text.split(' to ');
  return parts.length <= 2 && parts.every((part) => part === 'folders' || Object.keys(corpora).includes(part));
}
