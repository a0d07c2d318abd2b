/**
 * Model folders on a disk.
 *
 * @module @aver/recognizer/node
 */

export { loadRecognizer } from './node/load-recognizer.js';
export { recognizeFile } from './node/recognize-file.js';
export { type SaveRecognizerOptions, saveRecognizer } from './node/save-recognizer.js';
