/** A file that the reader gave, wherever it lies: on a disk, in a folder that was dropped. */
export interface GivenFile {
  /** With its folders, as far as they were given: `best/model.json`. */
  path: string;
  /** Its last part. */
  name: string;
  /** Bytes. */
  size: number;
  read(): Promise<Uint8Array>;
}

/** @param path Where the file lies; a browser tells it of a chosen folder alone. */
export function givenFile(file: File, path: string = file.webkitRelativePath || file.name): GivenFile {
  return {
    path: path.replace(/^\//, ''),
    name: file.name,
    size: file.size,
    read: async () => new Uint8Array(await file.arrayBuffer()),
  };
}
