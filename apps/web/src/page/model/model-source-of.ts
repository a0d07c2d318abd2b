import type { ModelSource } from '../../worker/calls.js';
import type { GivenFile } from '../files/given-file.js';

/**
 * The model that is among some files, read.
 *
 * @returns Undefined where there is none.
 * @throws Error that names the folders where there are several: their files must not be mixed.
 */
export async function modelSourceOf(files: GivenFile[]): Promise<ModelSource | undefined> {
  const own = files.filter(({ name }) => name === 'aver.json' || name === 'model.json');
  if (own.length === 0) return undefined;
  const folders = [...new Set(own.map(folderOf))].sort();
  const twice = own.find(({ path }, i) => own.some((other, j) => j < i && other.path === path));
  if (folders.length > 1 || twice) {
    const names = twice ? `${twice.path} twice` : folders.map((folder) => folder || 'the files beside it').join(', ');
    throw new Error(`There must be one model in what you give; received ${names}.`);
  }
  const [folder] = folders;
  const inFolder = files.filter(({ path }) => folder === '' || path.startsWith(`${folder}/`));
  const read = inFolder.map(async (file) => ({
    name: file.path.slice(folder === '' ? 0 : folder.length + 1),
    bytes: await file.read(),
  }));
  return { kind: 'files', name: folder || 'the dropped model', files: await Promise.all(read) };
}

function folderOf({ path }: GivenFile): string {
  return path.split('/').slice(0, -1).join('/');
}
