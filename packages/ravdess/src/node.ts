export type { LeftOut } from './listing/corpus-files.js';
export { type ListRecordingsOptions, listRecordings, type RecordingList } from './listing/list-recordings.js';
