/**
 * Model folders on a disk.
 *
 * @module @aver/recognizer/node
 */

export { decodeFile } from './node/decode-file.js';
export { loadRecognizer } from './node/load-recognizer.js';
export { recognizeFile } from './node/recognize-file.js';
export { type SaveRecognizerOptions, saveRecognizer } from './node/save-recognizer.js';
