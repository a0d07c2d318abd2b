import { openCorpora } from './open-corpus.js';

/**
 * The labels of a corpus whose folders are named after them, for `folderCorpus`: the name of every folder that holds
 * `.wav` files, wherever in the folder or zip archive it is.
 *
 * @param path A folder or a zip archive.
 * @returns The names, each once, sorted by the characters' codes; none where no `.wav` file is in a folder.
 * @throws TypeError when the path is no string.
 * @throws RavdessError `NOT_FOUND`, `UNREADABLE`, `NOT_A_CORPUS` or `ARCHIVE_DAMAGED`, as `listRecordings`.
 *
 * @example
 * const corpus = folderCorpus({ labels: await folderLabels('recordings') });
 * const { recordings } = await listRecordings('recordings', { corpus });
 */
export async function folderLabels(path: string): Promise<string[]> {
  if (typeof path !== 'string') {
    throw new TypeError(`folderLabels: path must be a string; received ${path === null ? 'null' : typeof path}`);
  }
  const { files, close } = await openCorpora([path]);
  await close();
  const labels = new Set<string>();
  for (const file of files) {
    const folders = file.path.split('/');
    const name = folders.pop() as string;
    const isRecording = name.toLowerCase().endsWith('.wav') && !name.startsWith('._') && !folders.includes('__MACOSX');
    const label = folders.at(-1);
    if (isRecording && label !== undefined) labels.add(label);
  }
  return [...labels].sort((a, b) => (a < b ? -1 : 1));
}
