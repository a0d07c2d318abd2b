/**
 * Model folders on a disk.
 *
 * @module @aver/recognizer/node
 */

export { loadRecognizer } from './node/load-recognizer.js';
export { type SaveRecognizerOptions, saveRecognizer } from './node/save-recognizer.js';
