/**
 * Folders, archives and downloads, for Node.
 *
 * @module @aver/ravdess/node
 */

export {
  type FetchArchiveOptions,
  type FetchedArchive,
  type FetchProgress,
  fetchArchive,
} from './download/fetch-archive.js';
export { type ArchiveChannel, archiveNames } from './download/known-archives.js';
export type { LeftOut } from './listing/corpus-files.js';
export { folderLabels } from './listing/folder-labels.js';
export { type ListRecordingsOptions, listRecordings, type RecordingList } from './listing/list-recordings.js';
