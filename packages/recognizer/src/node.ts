/**
 * Model folders on a disk.
 *
 * @module @aver/recognizer/node
 */

export {
  createRecognizerPool,
  type RecognizerPool,
  type RecognizerPoolOptions,
} from './node/create-recognizer-pool.js';
export { decodeFile } from './node/decode-file.js';
export { loadRecognizer } from './node/load-recognizer.js';
export { recognizeFile } from './node/recognize-file.js';
export { type SaveRecognizerOptions, saveRecognizer } from './node/save-recognizer.js';
