import { byId } from '../elements.js';
import { type GivenFile, givenFile } from './given-file.js';

/** Lets files and folders be dropped anywhere on the page. */
export function setUpDropping(onFiles: (files: GivenFile[]) => void): void {
  const hint = byId('drop-hint', HTMLElement);
  let depth = 0;
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  const show = (change: number) => {
    depth = change === 0 ? 0 : depth + change;
    hint.hidden = depth <= 0;
  };
  addEventListener('dragenter', (event) => hasFiles(event) && show(1));
  addEventListener('dragleave', (event) => hasFiles(event) && show(-1));
  addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault());
  addEventListener('drop', async (event) => {
    if (!event.dataTransfer || !hasFiles(event)) return;
    event.preventDefault();
    show(0);
    onFiles(await droppedFiles(event.dataTransfer));
  });
}

/** All files that were dropped, those in folders too. */
async function droppedFiles({ items, files }: DataTransfer): Promise<GivenFile[]> {
  // Taken before the first wait: afterwards the browser clears the list.
  const loose = [...files];
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (!entries.some(({ isDirectory }) => isDirectory)) return loose.map((file) => givenFile(file));
  return (await Promise.all(entries.map(filesOf))).flat();
}

async function filesOf(entry: FileSystemEntry): Promise<GivenFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [givenFile(file, entry.fullPath)];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: GivenFile[] = [];
  // A reader gives a folder in parts of at most a hundred.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return found;
    found.push(...(await Promise.all(part.map(filesOf))).flat());
  }
}
